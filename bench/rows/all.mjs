import { cliStart } from './cli-start.mjs';
import { clientStream } from './client-stream.mjs';
import { drain } from './drain.mjs';
import { gateway } from './gateway.mjs';
import { journalCost } from './journal-cost.mjs';
import { list } from './list.mjs';
import { load } from './load.mjs';
import { policies } from './policies.mjs';
import { probes } from './probes.mjs';
import { routeCounted } from './route-counted.mjs';
import { routeKept } from './route-kept.mjs';
import { routeNewDurable } from './route-new-durable.mjs';
import { routeStream } from './route-stream.mjs';
import { sweep } from './sweep.mjs';
import { tableVsMap } from './table-vs-map.mjs';

/** Every row of the bench, in the order in which it prints. Needs a built dist/. */
export const allRows = [
  routeKept,
  routeCounted,
  routeNewDurable,
  journalCost,
  routeStream,
  clientStream,
  tableVsMap,
  load,
  sweep,
  list,
  drain,
  policies,
  probes,
  gateway,
  cliStart,
];
