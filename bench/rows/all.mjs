import { cliStart } from './cli-start.mjs';
import { clientStream } from './client-stream.mjs';
import { list } from './list.mjs';
import { load } from './load.mjs';
import { routeCounted } from './route-counted.mjs';
import { routeKept } from './route-kept.mjs';
import { routeNewDurable } from './route-new-durable.mjs';
import { routeStream } from './route-stream.mjs';
import { tableVsMap } from './table-vs-map.mjs';

/** Every row of the bench, in the order in which it prints. Needs a built dist/. */
export const allRows = [
  routeKept,
  routeCounted,
  routeNewDurable,
  routeStream,
  clientStream,
  tableVsMap,
  load,
  list,
  cliStart,
];
