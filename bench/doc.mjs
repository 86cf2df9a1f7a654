// node bench/doc.mjs: docs/performance.md from what was measured: of each row, and size of it, the newest figures in
// bench/results.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { markdownTable } from './measure/report.mjs';
import { allRows } from './rows/all.mjs';

/** What others may use before waiting times are theirs as much as ours. */
const busyCores = 0.2;
const results = new URL('results/', import.meta.url);
const newest = new Map();
for (const file of readdirSync(results).sort()) {
  if (!file.endsWith('.json')) continue;
  const { machine, rows } = JSON.parse(readFileSync(new URL(file, results), 'utf8'));
  for (const row of rows) newest.set(`${row.name} ${row.sessions ?? ''}`, { machine, row });
}
const measured = [...newest.values()].filter(({ row }) => allRows.some(({ name }) => name === row.name));
const order = ({ row }) => allRows.findIndex(({ name }) => name === row.name) * 1e9 + (row.sessions ?? 0);
measured.sort((a, b) => order(a) - order(b));

const machines = new Set(
  measured.map(
    ({ machine: { cores, cpu, memoryGiB, system, node } }) =>
      `${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, Node ${node}`,
  ),
);
const sections = measured.map(({ machine, row }) => {
  const size = row.sessions === undefined ? '' : `, ${row.sessions.toLocaleString('en-US')} sessions`;
  const others = `${machine.date.slice(0, 16).replace('T', ' ')} UTC; others on the machine used ${row.foreignCores.toFixed(2)} cores meanwhile`;
  const busy = 'a busy machine: rates, waiting times and verdicts on them prove little here, CPU time and bytes hold';
  const notes = [others, ...(row.foreignCores > busyCores ? [busy] : []), ...row.notes]
    .map((note) => `- ${note}`)
    .join('\n');
  return `## ${row.name}${size}\n\n${sentence(row.title)}; ${row.setting}.\n\n${markdownTable(row)}\n\n${notes}\n`;
});

writeFileSync(
  new URL('../docs/performance.md', import.meta.url),
  `# Performance

Made by \`npm run bench\` and \`node bench/doc.mjs\`; don't edit it. \`npm run bench -- NAME...\` measures some rows,
\`npm run bench -- --sessions 10m load list\` the rows about many sessions with ten million.

Every figure stands beside its baseline, taken in turns with it in the same run: a server that does nothing, the same lbd
while it is quiet, a \`Map\`, an empty store. The figure to go by is the ratio, or the CPU time, and its spread; rates and
waiting times depend on who else uses the machine, which each row says. A target is met in every round (**met**), in most
(**met by the median**), or **missed**.

Measured on ${[...machines].join('; ')}.

${sections.join('\n')}`,
);
console.log(`docs/performance.md: ${measured.length} rows`);

function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}
