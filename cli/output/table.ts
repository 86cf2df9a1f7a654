/** A column of a table for people. Wide columns are shown with `-o wide` only. */
export interface Column<Row> {
  readonly header: string;
  readonly value: (row: Row) => string;
  readonly right?: boolean;
  readonly wide?: boolean;
  /** Never cut, however long: for the last column, where it pushes nothing aside. */
  readonly whole?: boolean;
  /** Colours the padded cell; called on terminals only. */
  readonly paint?: (cell: string, row: Row) => string;
}

/** Longer cells end in `…` unless the table is wide. Long enough for a UUID with a prefix. */
const cellLimit = 48;
const gap = '  ';

export interface TableOptions {
  readonly wide?: boolean;
  readonly colour?: boolean;
}

/**
 * An aligned table, header first, without trailing blanks.
 *
 * What comes from clients and servers is shown without its control characters: a session id or a health reason must
 * not steer the terminal of the one who reads it.
 */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: TableOptions = {}): string {
  return growingTable(columns, options)(rows);
}

/**
 * A table that comes in parts: the header stands over the first one, and columns never get narrower. For lists too long
 * to be held, or that have no end.
 */
export function growingTable<Row>(
  columns: readonly Column<Row>[],
  { wide = false, colour = false }: TableOptions = {},
): (rows: readonly Row[]) => string {
  const shown = columns.filter((column) => wide || column.wide !== true);
  const widths = shown.map(({ header }) => width(header));
  let header: string[] | undefined = shown.map((column) => column.header);
  return (rows) => {
    const cells = rows.map((row) =>
      shown.map((column) => shorten(plain(column.value(row)), wide || column.whole === true)),
    );
    for (const line of cells) for (const [i, cell] of line.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell));
    const lineOf = (line: readonly string[], paint: (cell: string, column: Column<Row>) => string) =>
      shown
        .map((column, i) => {
          const last = i === shown.length - 1 && column.right !== true;
          return paint(last ? (line[i] ?? '') : pad(line[i] ?? '', widths[i] ?? 0, column.right), column);
        })
        .join(gap)
        .trimEnd();
    const lines = rows.map((row, r) =>
      lineOf(cells[r] ?? [], (cell, { paint }) => (colour && paint ? paint(cell, row) : cell)),
    );
    if (header) lines.unshift(lineOf(header, (cell) => cell));
    header = undefined;
    return lines.join('\n');
  };
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
