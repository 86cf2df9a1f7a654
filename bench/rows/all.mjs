import { cliStart } from './cli-start.mjs';
import { load1m } from './load-1m.mjs';
import { routeCounted } from './route-counted.mjs';
import { routeKept } from './route-kept.mjs';
import { routeNewDurable } from './route-new-durable.mjs';
import { tableVsMap } from './table-vs-map.mjs';

/** Every row of the bench, in the order in which it prints. Needs a built dist/. */
export const allRows = [routeKept, routeCounted, routeNewDurable, tableVsMap, load1m, cliStart];
