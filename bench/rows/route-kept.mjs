import { servedPairs } from '../measure/served-pairs.mjs';
import { callLines } from './call-lines.mjs';

const sessions = 10_000;

/** Route on sessions that are at home, against a server that does nothing but answer. */
export const routeKept = {
  name: 'route-kept',
  title: `Route on ${sessions.toLocaleString('en-US')} kept sessions, 100 in flight on one connection`,
  setting: 'each server with all its threads on core 0, its callers on core 1',
  async run() {
    const cells = await servedPairs({ sessions, pin: 'process', outcome: 'OUTCOME_KEPT' });
    return callLines('no-op unary', cells, { atLeast: 0.9, cpuAtLeast: 0.9 });
  },
};
