import type { WriteStream } from 'node:tty';

const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

export type Colour = keyof typeof codes;

/** Colours only on a terminal that has them; NO_COLOR and TERM=dumb are respected (by `hasColors`). */
export function hasColour(stream: Pick<WriteStream, 'isTTY'> & Partial<Pick<WriteStream, 'hasColors'>>): boolean {
  return stream.isTTY === true && stream.hasColors?.() === true;
}

export function paint(colour: Colour, text: string): string {
  return `\u001b[${codes[colour]}m${text}\u001b[0m`;
}
