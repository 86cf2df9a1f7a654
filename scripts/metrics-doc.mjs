// Writes docs/metrics.md from the metrics themselves; with --check it only says whether the page is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { everyFamily } from '../dist/daemon/observe/every-family.js';
import { mostBackends, otherName } from '../dist/daemon/observe/labelled-backends.js';
import { mostPools } from '../dist/daemon/observe/labelled-pools.js';
import { root } from './run.mjs';

const page = `${root}/docs/metrics.md`;

const sections = Object.entries(everyFamily).map(([title, families]) => {
  const rows = families.map(({ name, type, labels, help }) => [
    `\`${name}\``,
    type,
    labels.map((label) => `\`${label}\``).join(' ') || '-',
    help.replaceAll('|', '\\|'),
  ]);
  return `## ${title}\n\n${table([['metric', 'type', 'labels', 'meaning'], ...rows])}\n`;
});

const text = `# Metrics of lbd

<!-- Made by \`node scripts/metrics-doc.mjs\` from daemon/observe/families/. Change them there. -->

\`lbd --admin 127.0.0.1:8900\` serves them at \`/metrics\`, in the format of Prometheus. They are read from lbd when they
are asked for; counters begin at 0 with each run of lbd, as Prometheus expects it.
[alerts.md](alerts.md) has alerts on them and says what to do; [ops/grafana-dashboard.json](../ops/grafana-dashboard.json)
shows them.

No label grows without bound. Session ids are in none. The ${mostBackends.toLocaleString('en-US')} backends and ${mostPools} pools that were made first
have series of their own; what is beyond stands together under the name \`${otherName}\`, which no pool and no backend can have.

${sections.join('\n')}
## The process

Beside these, the usual ones of a Node.js process: \`process_cpu_seconds_total\`, \`process_resident_memory_bytes\`,
\`process_open_fds\`, \`process_start_time_seconds\`, \`nodejs_eventloop_lag_p99_seconds\`, \`nodejs_gc_duration_seconds\`,
\`nodejs_heap_size_used_bytes\` and their like.
`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (text !== readPage()) {
  console.error('docs/metrics.md is not what daemon/observe/families/ says: run node scripts/metrics-doc.mjs');
  process.exitCode = 1;
}

/** As the formatter wants it: columns of one width. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const [head, ...body] = rows.map(
    (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function readPage() {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}
