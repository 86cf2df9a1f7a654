import { runProgram } from '../measure/children.mjs';
import { spread } from '../measure/rounds.mjs';

const rounds = 3;

/** Looking for lapsed sessions, and taking them out, without holding anybody up. */
export const sweep = {
  name: 'sweep',
  title: 'a round of the sweeper over the whole table, with nobody lapsed, and with everybody',
  setting: 'in a fresh process, not pinned, on a store that takes all at once; CPU time of the main thread',
  sized: true,
  async run({ sessions }) {
    const cells = [];
    for (let round = 0; round < rounds; round += 1) {
      cells.push(await runProgram('../processes/sweep.mjs', [String(sessions)], { nodeFlags: ['--expose-gc'] }));
    }
    const line = (measure, what, unit, target) => {
      const value = cells.map((cell) => cell[what]);
      return { measure, unit, subject: spread(value), value, valueUnit: unit, target };
    };
    return {
      lines: [
        line('a slot, nobody lapsed', 'quietNsPerSlot', 'ns', null),
        line('longest slice, nobody lapsed', 'longestQuietMs', 'ms', { atMost: 5 }),
        line('a session, all lapsed', 'lapsedNsPerSession', 'ns', null),
        line('longest slice, all lapsed', 'longestLapsedMs', 'ms', { atMost: 10 }),
        line('bytes a session, RSS after a load', 'residentPerSession', 'B', { atMost: 64 }),
      ],
      notes: ['RSS is what the process grew by with the sessions, what counts them and what finds them included'],
      cells,
    };
  },
};
