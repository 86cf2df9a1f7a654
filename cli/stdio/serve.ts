import { once } from 'node:events';
import { CommandError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineLimitBytes, linesOf } from './lines.ts';
import { answer, Refusal, type RouteSession, tooLong } from './protocol.ts';
import { pythonJson } from './python-json.ts';

/** Answers each line of input by one line of output, in order, until the input ends or the reader is gone. */
export async function serve(
  input: AsyncIterable<Uint8Array>,
  output: NodeJS.WritableStream,
  route: RouteSession,
): Promise<void> {
  const askLbd: RouteSession = (sessionId) =>
    route(sessionId).catch((error: unknown) => Promise.reject(asRefusal(error)));
  // Node never destroys stdout: that the reader is gone is told by an error only.
  let readerGone = false;
  output.once('error', () => {
    readerGone = true;
  });
  for await (const line of linesOf(input)) {
    const reply = 'tooLong' in line ? tooLong(lineLimitBytes) : await answer(line.text, askLbd);
    if (readerGone) return;
    if (!output.write(`${pythonJson(reply)}\n`)) await once(output, 'drain').catch(() => undefined);
  }
}

/** What a failed call means to the protocol. */
function asRefusal(error: unknown): unknown {
  if (!(error instanceof CommandError)) return error;
  const { reason, exitCode, message } = error.problem;
  if (reason === 'INVALID_SESSION_ID') return new Refusal('bad-session-id', message);
  const passing = exitCode === exitCodes.unavailable || exitCode === exitCodes.timedOut;
  return new Refusal(passing ? 'unavailable' : 'failed', message);
}
