/** A column of a table for people. Wide columns are shown with `-o wide` only. */
export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => string;
  readonly right?: boolean;
  readonly wide?: boolean;
  /** Colours the padded cell; called on terminals only. */
  readonly paint?: (cell: string, row: Row) => string;
}

/** Longer cells end in `…` unless the table is wide. Long enough for a UUID with a prefix. */
const cellLimit = 48;
const gap = '  ';

/**
 * An aligned table, header first, without trailing blanks.
 *
 * What comes from clients and servers is shown without its control characters: a session id or a health reason must
 * not steer the terminal of the one who reads it.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { wide?: boolean; colour?: boolean } = {},
): string {
  const shown = columns.filter((column) => options.wide === true || column.wide !== true);
  const cells = rows.map((row) => shown.map((column) => shorten(plain(column.value(row)), options.wide === true)));
  const widths = shown.map(({ header }, i) =>
    cells.reduce((widest, line) => Math.max(widest, width(line[i] ?? '')), width(header)),
  );
  const header = shown.map((column, i) => pad(column.header, widths[i] ?? 0, column.right)).join(gap);
  const lines = cells.map((line, r) =>
    shown
      .map((column, i) => {
        const last = i === shown.length - 1 && column.right !== true;
        const cell = last ? (line[i] ?? '') : pad(line[i] ?? '', widths[i] ?? 0, column.right);
        const row = rows[r];
        return options.colour && column.paint && row !== undefined ? column.paint(cell, row) : cell;
      })
      .join(gap)
      .trimEnd(),
  );
  return [header.trimEnd(), ...lines].join('\n');
}

/** Names and values below each other, for one thing alone. Pairs without a value are left out. */
export function details(pairs: readonly (readonly [name: string, value: string])[]): string {
  const shown = pairs.filter(([, value]) => value !== '');
  const nameWidth = Math.max(0, ...shown.map(([name]) => width(name)));
  return shown.map(([name, value]) => `${pad(name, nameWidth)}${gap}${plain(value)}`).join('\n');
}

/** Text without control characters: they show as `\x1b`, and do nothing. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function shorten(text: string, wide: boolean): string {
  const characters = [...text];
  return wide || characters.length <= cellLimit ? text : `${characters.slice(0, cellLimit - 1).join('')}…`;
}

function width(text: string): number {
  return [...text].length;
}

function pad(text: string, toWidth: number, right = false): string {
  const blanks = ' '.repeat(Math.max(0, toWidth - width(text)));
  return right ? blanks + text : text + blanks;
}
