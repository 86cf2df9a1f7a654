import { fillStore, removeFolder, runProgram, temporaryFolder } from '../measure/children.mjs';
import { inTurns, spread } from '../measure/rounds.mjs';
import { pacedText, watchedLbd } from '../measure/watched-lbd.mjs';
import { disturbedLines } from './disturbed-lines.mjs';

const backends = 101;
const pageSize = 1_000;
const rounds = 3;
const forMs = 2_500;

const lists = [
  { what: 'a list of one of 100 backends', filter: 'backend = "api-2"', pageMs: { atMost: 50 } },
  { what: 'a list of a backend with 1,000 sessions in all', filter: `backend = "api-${backends}"`, pageMs: null },
  { what: 'a list by a label of one in 900', filter: 'labels.team = "red"', pageMs: null },
];

/** Lists by filter over the whole table, and what clients notice of them. */
export const list = {
  name: 'list',
  title: `ListSessions by filter, pages of ${pageSize.toLocaleString('en-US')} one after the other, while clients route`,
  setting: `lbd on core 0, clients and lister on core 1; ${pacedText}`,
  sized: true,
  async run({ sessions }) {
    const folder = temporaryFolder();
    await fillStore(folder, sessions, 'spread', { backends });
    const lbd = await watchedLbd(folder, { backends });
    const lines = [];
    const cells = {};
    for (const { what, filter, pageMs } of lists) {
      const turns = await inTurns(
        rounds,
        async () => {
          const order = JSON.stringify({ port: lbd.port, filter, pageSize, forMs: forMs + 500 });
          const listing = runProgram('../processes/lister.mjs', [order], { cores: '1' });
          const [cell, pages] = await Promise.all([lbd.measure(forMs), listing]);
          if (pages.rows !== pageSize) throw new Error(`${filter}: the fullest page had ${pages.rows} sessions`);
          return { ...cell, pages };
        },
        () => lbd.measure(forMs),
      );
      const tookMs = turns.subject.map(({ pages }) => spread(pages.tookMs).median);
      cells[what] = turns;
      lines.push(
        {
          measure: `a page of ${what}`,
          unit: 'ms',
          subject: spread(tookMs),
          value: tookMs,
          valueUnit: 'ms',
          target: pageMs,
        },
        ...disturbedLines('it', { quiet: turns.baseline, disturbed: turns.subject }),
      );
    }
    await lbd.stop();
    removeFolder(folder);
    return { lines, notes: ['the loop’s turns are CPU time of the main thread, without waiting for a core'], cells };
  },
};
