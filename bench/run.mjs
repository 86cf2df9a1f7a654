// npm run bench: what lbd costs, each figure beside its baseline in the same run. `npm run bench -- NAME` runs one row.
import { build } from '../scripts/build.mjs';
import { install } from '../scripts/install.mjs';
import { describeMachine, machineCpuSeconds, ownCpuSeconds } from './measure/machine.mjs';
import { table, writeResults } from './measure/report.mjs';

await install();
await build();
const { allRows } = await import('./rows/all.mjs'); // some of them load what was just built

const asked = process.argv.slice(2);
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
  const { lines, notes, cells } = await row.run();
  const after = readings();
  const seconds = after.seconds - before.seconds;
  // All children of the row have ended, so that what they used counts as the bench's own.
  const foreignCores = Math.max(0, (after.busy - before.busy - (after.own - before.own)) / seconds);
  rows.push({ name: row.name, title: row.title, setting: row.setting, seconds, foreignCores, lines, notes, cells });
  console.error(`bench: ${row.name}: ${Math.round(seconds)} s`);
}

console.log(`\n${table(rows)}\n`);
for (const { name, title, setting, foreignCores, notes } of rows) {
  console.log(`${name}: ${title}; ${setting}`);
  console.log(`  others on this machine used ${foreignCores.toFixed(2)} cores meanwhile`);
  for (const note of notes) console.log(`  ${note}`);
}
console.log(`\nall figures: ${writeResults(machine, rows)}`);
process.exit(0);

function readings() {
  return { seconds: performance.now() / 1_000, busy: machineCpuSeconds().busy, own: ownCpuSeconds() };
}
