const indent = '  ';
/** Wider text is hard to read, however wide the terminal is. */
const widestText = 100;
const narrowestText = 40;

export function textWidth(columns: number | undefined): number {
  return Math.max(narrowestText, Math.min(widestText, columns ?? 80));
}

/** A heading with something indented below it; nothing when there is nothing. */
export function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ''
    : `${heading}\n${lines.map((line) => (line === '' ? '' : indent + line)).join('\n')}\n`;
}

/** Paragraphs, broken at blanks. */
export function paragraphs(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => (line === '' ? [''] : wrapped(line, width - indent.length)));
}

/** Names on the left, what they mean on the right; a long name has its meaning below it. */
export function columns(
  rows: readonly (readonly [name: string, meaning: string])[],
  width: number,
  widestName = 28,
): string[] {
  const longest = Math.max(0, ...rows.map(([name]) => name.length).filter((length) => length <= widestName));
  const left = longest + 2;
  return rows.flatMap(([name, meaning]) => {
    const [first = '', ...more] = wrapped(meaning, width - left - indent.length);
    const rest = more.map((line) => ' '.repeat(left) + line);
    if (name.length > longest) return [name, ' '.repeat(left) + first, ...rest];
    return [`${name.padEnd(left)}${first}`.trimEnd(), ...rest];
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
