import { runProgram } from '../measure/children.mjs';
import { inTurns, ratios, spread } from '../measure/rounds.mjs';

const nodeFlags = ['--expose-gc', '--max-old-space-size=8192'];

/** The session table beside a Map of objects, each in a fresh process. */
export const tableVsMap = {
  name: 'table-vs-map',
  title: 'sessions in memory: the session table, and a Map from id to object',
  sized: true,
  setting:
    'each in a fresh process, not pinned; a look-up is find and touch; ids are new strings each time, their making is not timed',
  async run({ sessions }) {
    const run = (program) => runProgram(program, [String(sessions)], { nodeFlags });
    const rounds = sessions > 1_000_000 ? 2 : 5;
    const cells = await inTurns(
      rounds,
      () => run('../processes/session-table.mjs'),
      () => run('../processes/map-of-objects.mjs'),
    );
    const { subject, baseline } = cells;
    const line = (measure, unit, what, baselineWhat, value, valueUnit, target) => ({
      measure,
      unit,
      baselineName: 'Map',
      subject: spread(of(subject, what)),
      ...(baselineWhat === null ? {} : { baseline: spread(of(baseline, baselineWhat)) }),
      value,
      valueUnit,
      target,
    });
    const faster = (what) => ratios(of(baseline, 'lookUpNs'), of(subject, what));
    const own = (measure, unit, what, baselineWhat, target) =>
      line(measure, unit, what, baselineWhat, of(subject, what), unit, target);
    return {
      lines: [
        line('look-up by key', 'ns', 'lookUpNs', 'lookUpNs', faster('lookUpNs'), 'x', { atLeast: 3 }),
        line(
          'look-up by id, with its SHA-256',
          'ns',
          'hashAndLookUpNs',
          'lookUpNs',
          faster('hashAndLookUpNs'),
          'x',
          null,
        ),
        own('bytes a session, arrays', 'B', 'bytesPerSession', null, { atMost: 64 }),
        own('bytes a session, RSS', 'B', 'residentPerSession', 'residentPerSession', { atMost: 64 }),
        own('longest insert while it grows', 'ms', 'longestInsertMs', 'longestInsertMs', { atMost: 10 }),
        own('longest turn, 256 inserts', 'ms', 'longestTurnMs', 'longestTurnMs', { atMost: 10 }),
        own('longest event-loop delay', 'ms', 'longestDelayMs', 'longestDelayMs', null),
      ],
      notes: [
        'the table is looked up by the hash of 128 bits that a Route has at hand, the Map by the id itself',
        'insert and turn are less the time the thread waited for a core; the event-loop delay is with it, so it depends on who else runs',
      ],
      cells,
    };
  },
};

function of(cells, what) {
  return cells.map((cell) => cell[what]);
}
