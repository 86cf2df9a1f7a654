import { servedPairs } from '../measure/served-pairs.mjs';
import { callLines } from './call-lines.mjs';

/** A new session for each Route, on disk before it is answered (synchronous=FULL). */
export const routeNewDurable = {
  name: 'route-new-durable',
  title: 'Route without a session id, 100 callers: a new durable session each',
  // On the main thread's core the writer would pay for each wait for the disk with a switch, and no deployment pins it
  // there. The callers take a tenth of core 1.
  setting: 'main thread on core 0, other threads (the writer, in lbd) on either core, callers on core 1',
  async run() {
    const cells = await servedPairs({
      sessions: 0,
      pin: 'main thread',
      noOpFlags: ['--assigned'],
      outcome: 'OUTCOME_ASSIGNED',
    });
    return callLines('no-op unary', cells, { atLeast: 0.7 });
  },
};
