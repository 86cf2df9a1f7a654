import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { removeFolder, startLbd, temporaryFolder } from '../measure/children.mjs';
import { inTurns, ratios, spread } from '../measure/rounds.mjs';

const rounds = 21;
const lbctl = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** How long a person waits for lbctl, beside what Node itself takes to do nothing. */
export const cliStart = {
  name: 'cli-start',
  title: 'lbctl from spawn to its end, beside `node -e 0`',
  setting: `in turns, ${rounds} rounds, not pinned; the same Node, the same environment, no terminal`,
  async run() {
    const folder = temporaryFolder();
    const lbd = await startLbd(folder);
    const commands = [['route', 'ada'], ['backends', '--json'], ['--version']];
    const lines = [];
    const cells = {};
    for (const words of commands) {
      const args = [lbctl, ...words, ...(words[0] === '--version' ? [] : ['--address', `tcp:127.0.0.1:${lbd.port}`])];
      runFor(args); // whatever is read for the first time now is read before it is timed
      const turns = await inTurns(
        rounds,
        () => runFor(args),
        () => runFor(['-e', '0']),
      );
      cells[words.join(' ')] = turns;
      lines.push({
        measure: `lbctl ${words.join(' ')}`,
        unit: 'ms',
        baselineName: 'node -e 0',
        subject: spread(turns.subject),
        baseline: spread(turns.baseline),
        value: ratios(turns.subject, turns.baseline),
        valueUnit: 'x',
        target: words[0] === 'route' ? { atMost: 3 } : null,
      });
    }
    await lbd.stop();
    removeFolder(folder);
    return { lines, notes: [], cells };
  },
};

/** Milliseconds from spawn to end; it has to do what it was asked. */
function runFor(args) {
  const before = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ms = performance.now() - before;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return ms;
}
