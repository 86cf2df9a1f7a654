// npm run bench: what lbd costs, each figure beside its baseline in the same run. `npm run bench -- NAME...` runs some
// rows; with `--sessions 10m` the rows about many sessions take ten million instead of one.
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.mjs';
import { install } from '../scripts/install.mjs';
import { describeMachine, machineCpuSeconds, ownCpuSeconds } from './measure/machine.mjs';
import { table, writeResults } from './measure/report.mjs';

await install();
await build();
const { allRows } = await import('./rows/all.mjs'); // some of them load what was just built

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { sessions: { type: 'string', default: '1m' } },
});
const millions = /^([1-9]|1[0-5])m$/.exec(values.sessions)?.[1];
if (millions === undefined) {
  console.error(`--sessions "${values.sessions}": expected 1m to 15m`);
  process.exit(2);
}
const sessions = Number(millions) * 1_000_000;
const unknown = asked.filter((name) => !allRows.some((row) => row.name === name));
if (unknown.length > 0) {
  const names = allRows.map(({ name }) => name).join(', ');
  console.error(`no row of the bench is named "${unknown.join('", "')}"; there are: ${names}`);
  process.exit(2);
}

const machine = { date: new Date().toISOString(), ...describeMachine() };
console.log(
  `${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, ${machine.system}, node ${machine.node}`,
);
if (!machine.pinned) console.log('no taskset or one core only: nothing is pinned, and rates mean little');

const rows = [];
for (const row of allRows.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.error(`bench: ${row.name}: ${row.title}`);
  const before = readings();
  const { lines, notes, cells } = await row.run({ sessions });
  const after = readings();
  const seconds = after.seconds - before.seconds;
  // All children of the row have ended, so that what they used counts as the bench's own.
  const foreignCores = Math.max(0, (after.busy - before.busy - (after.own - before.own)) / seconds);
  const { name, title, setting } = row;
  const size = row.sized ? { sessions } : {};
  rows.push({ name, title, setting, ...size, seconds, foreignCores, lines, notes, cells });
  console.error(`bench: ${row.name}: ${Math.round(seconds)} s`);
}

console.log(`\n${table(rows)}\n`);
for (const { name, title, setting, sessions: size, foreignCores, notes } of rows) {
  console.log(`${name}${size === undefined ? '' : ` with ${values.sessions} sessions`}: ${title}; ${setting}`);
  console.log(`  others on this machine used ${foreignCores.toFixed(2)} cores meanwhile`);
  for (const note of notes) console.log(`  ${note}`);
}
console.log(`\nall figures: ${writeResults(machine, rows)}`);
process.exit(0);

function readings() {
  return { seconds: performance.now() / 1_000, busy: machineCpuSeconds().busy, own: ownCpuSeconds() };
}
