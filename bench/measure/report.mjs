import { mkdirSync, writeFileSync } from 'node:fs';
import { spread } from './rounds.mjs';

/** `met` in every round, `met by the median` in most, `missed`; null where nothing is promised. */
export function verdict({ value, target }) {
  if (target === null) return null;
  const { min, median, max } = spread(value);
  const holds = (x) => (target.atLeast === undefined ? x <= target.atMost : x >= target.atLeast);
  if (holds(min) && holds(max)) return 'met';
  return holds(median) ? 'met by the median' : 'MISSED';
}

/** The table, as text. One line a measure. */
export function table(rows) {
  const head = ['row', 'measure', 'lbd', 'baseline', 'min / median / max', 'target', ''];
  const body = rows.flatMap(({ name, lines }) =>
    lines.map((line, i) => [
      i === 0 ? name : '',
      line.measure,
      line.subject === undefined ? '' : amount(line.subject.median, line.unit),
      line.baseline === undefined ? '' : `${amount(line.baseline.median, line.unit)} ${line.baselineName}`,
      spreadText(line),
      targetText(line),
      verdict(line) ?? '',
    ]),
  );
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((cells) => cells[column].length)));
  const text = [head, ...body].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return text.join('\n');
}

/** The same of one row, for a page. */
export function markdownTable({ lines }) {
  const head = ['measure', 'lbd', 'baseline', 'min / median / max', 'target', ''];
  const body = lines.map((line) => [
    line.measure.trim(),
    line.subject === undefined ? '' : amount(line.subject.median, line.unit),
    line.baseline === undefined ? '' : `${amount(line.baseline.median, line.unit)} ${line.baselineName}`,
    spreadText(line),
    targetText(line),
    (verdict(line) ?? '').toLowerCase(),
  ]);
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Writes everything that was measured; answers the file's name from the root of the clone. */
export function writeResults(machine, rows) {
  const folder = new URL('../results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = `${machine.date.replaceAll(':', '-').slice(0, 19)}.json`;
  const withVerdicts = rows.map((row) => ({
    ...row,
    lines: row.lines.map((line) => ({ ...line, verdict: verdict(line) })),
  }));
  writeFileSync(new URL(name, folder), `${JSON.stringify({ machine, rows: withVerdicts }, null, 2)}\n`);
  return `bench/results/${name}`;
}

function spreadText({ value, valueUnit }) {
  const { min, median, max } = spread(value);
  return [min, median, max].map((x) => number(x, valueUnit)).join(' / ') + (valueUnit === 'x' ? '' : ` ${valueUnit}`);
}

function targetText({ target, valueUnit }) {
  if (target === null) return '';
  const [sign, bound] = target.atLeast === undefined ? ['<=', target.atMost] : ['>=', target.atLeast];
  return `${sign} ${valueUnit === 'x' ? bound.toFixed(2) : `${bound} ${valueUnit}`}`;
}

function amount(value, unit) {
  return `${number(value, unit)}${unit === '/s' ? unit : ` ${unit}`}`;
}

function number(value, unit) {
  if (unit === 'x') return value.toFixed(2);
  return value >= 1_000
    ? Math.round(value).toLocaleString('en-US')
    : value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
