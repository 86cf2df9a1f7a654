// npm run bench: what lbd costs, each figure beside its baseline in the same run. `npm run bench -- NAME` runs one row.
import { build } from '../scripts/build.mjs';
import { install } from '../scripts/install.mjs';
import { describeMachine } from './measure/machine.mjs';
import { table, writeResults } from './measure/report.mjs';
import { load1m } from './rows/load-1m.mjs';
import { routeKept } from './rows/route-kept.mjs';
import { routeNewDurable } from './rows/route-new-durable.mjs';
import { tableVsMap } from './rows/table-vs-map.mjs';

const all = [routeKept, routeNewDurable, tableVsMap, load1m];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`no row is named "${unknown.join('", "')}"; there are: ${all.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

await install();
await build();

const machine = { date: new Date().toISOString(), ...describeMachine() };
console.log(
  `${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, ${machine.system}, node ${machine.node}`,
);
if (!machine.pinned) console.log('no taskset or one core only: nothing is pinned, and rates mean little');

const rows = [];
for (const row of all.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.error(`bench: ${row.name}: ${row.title}`);
  const startedAtMs = performance.now();
  const { lines, notes, cells } = await row.run();
  rows.push({ name: row.name, title: row.title, setting: row.setting, lines, notes, cells });
  console.error(`bench: ${row.name}: ${Math.round((performance.now() - startedAtMs) / 1_000)} s`);
}

console.log(`\n${table(rows)}\n`);
for (const { name, title, setting, notes } of rows)
  console.log(`${name}: ${title}; ${setting}\n${notes.map((note) => `  ${note}\n`).join('')}`);
console.log(`all figures: ${writeResults(machine, rows)}`);
process.exit(0);
