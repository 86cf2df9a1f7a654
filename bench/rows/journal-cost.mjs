import { fileURLToPath } from 'node:url';
import { startLbd } from '../measure/children.mjs';
import { servedPairs } from '../measure/served-pairs.mjs';
import { callLines } from './call-lines.mjs';

const withoutJournal = fileURLToPath(new URL('../processes/without-journal.mjs', import.meta.url));

/** What it costs a new session that the journal tells of it. */
export const journalCost = {
  name: 'journal-cost',
  title: 'Route without a session id, 100 callers: with the journal, and with lbd made to write none',
  setting: 'main thread on core 0, other threads (the writer) and callers on core 1',
  async run() {
    const cells = await servedPairs({
      sessions: 0,
      pin: 'main thread',
      passes: 4,
      startBaseline: (folder) => startLbd(folder, { nodeFlags: ['--import', withoutJournal] }),
      outcome: 'OUTCOME_ASSIGNED',
    });
    return callLines('no journal', cells, { atLeast: 0.95 });
  },
};
