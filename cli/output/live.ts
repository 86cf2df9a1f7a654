/** What is written over again and again. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface LiveBlock {
  show(lines: readonly string[]): void;
  /** What is shown stays; the next lines come below it, and below whatever was written meanwhile. */
  settle(): void;
}

/** A screen of unknown size is taken to be as large as they were made first. */
const defaultSize = { columns: 80, rows: 24 };

export function isLive({ isTTY }: Screen): boolean {
  return isTTY === true && process.env.TERM !== 'dumb';
}

/**
 * Shows lines in place of those it showed before. What doesn't fit is cut off, at the right and at the bottom: a line
 * that wraps or scrolls away could not be written over. The cursor stays below, so that whatever ends the program
 * leaves the terminal as it should be.
 */
export function liveBlock(screen: Screen): LiveBlock {
  let shown = 0;
  const show = (lines: readonly string[]) => {
    // A terminal that was told no size says 0.
    const columns = screen.columns || defaultSize.columns;
    const rows = screen.rows || defaultSize.rows;
    const room = Math.max(1, rows - 1);
    const fitting = lines.length <= room ? lines : [...lines.slice(0, room - 1), `… ${lines.length - room + 1} more`];
    const up = shown === 0 ? '' : `\u001b[${shown}A\r`;
    screen.write(`${up}\u001b[J${fitting.map((line) => `${clip(line, columns - 1)}\n`).join('')}`);
    shown = fitting.length;
  };
  const settle = () => {
    shown = 0;
  };
  return { show, settle };
}

/** The first `width` characters; colours count nothing, and end where the text is cut. */
export function clip(text: string, width: number): string {
  let room = width;
  let clipped = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
  for (const [part] of text.matchAll(/\u001b\[[0-9;]*m|./gu)) {
    const isColour = part.startsWith('\u001b');
    if (isColour || room > 0) clipped += part;
    if (!isColour) room -= 1;
  }
  return clipped;
}

/** `[██████────]`: how much of something is done, 0 to 1. */
export function bar(done: number, width = 24): string {
  const filled = Math.round(Math.min(1, Math.max(0, done)) * width);
  return `[${'█'.repeat(filled)}${'─'.repeat(width - filled)}]`;
}
