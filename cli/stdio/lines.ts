/** A line of input, or the news that one was too long to keep. */
export type Line = { readonly text: string } | { readonly tooLong: true };

/** A line holds one request; a mebibyte leaves room for the longest cookies and stops a file without line ends. */
export const lineLimitBytes = 1024 * 1024;

/**
 * The lines of a byte stream: LF or CRLF ends a line, the last one needs none, blank ones are skipped.
 * A line over the limit is reported once and skipped to its end; no more than the limit is ever held.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>, limitBytes = lineLimitBytes): AsyncGenerator<Line> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let skipping = false;

  for await (const chunk of input) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, start);
      const piece = chunk.subarray(start, end === -1 ? chunk.length : end);
      if (!skipping && heldBytes + piece.length > limitBytes) {
        skipping = true;
        held = [];
        heldBytes = 0;
        yield { tooLong: true };
      }
      if (!skipping) {
        held.push(piece);
        heldBytes += piece.length;
      }
      if (end === -1) break;
      if (!skipping) yield* lineOf(held);
      held = [];
      heldBytes = 0;
      skipping = false;
      start = end + 1;
    }
  }
  if (!skipping) yield* lineOf(held);
}

function* lineOf(pieces: readonly Uint8Array[]): Generator<Line> {
  const text = Buffer.concat(pieces).toString('utf8').trim();
  if (text !== '') yield { text };
}
