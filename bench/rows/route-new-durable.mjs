import { servedPairs } from '../measure/served-pairs.mjs';
import { callLines } from './call-lines.mjs';

/** A new session for each Route, on disk before it is answered (synchronous=FULL). */
export const routeNewDurable = {
  name: 'route-new-durable',
  title: 'Route without a session id, 100 callers: a new durable session each',
  // A wake-up draws the writer to the core of the thread that wakes it, where each of the two waits for the other: with
  // two cores and callers that take a tenth of one, each has room of its own. The same for both servers.
  setting: 'main thread on core 0, other threads (the writer, in lbd) and callers on core 1',
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
