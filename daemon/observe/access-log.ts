import { type DestinationStream, destination, pino } from 'pino';

/** Lines wait for this much before they are written, or for a second. */
const bufferedBytes = 8_192;
const flushIntervalMs = 1_000;

/** A JSON line about each request. */
export interface AccessLog {
  write(line: Readonly<Record<string, unknown>>): void;
  /** What waits is written. */
  close(): void;
}

/** @throws Error that names the file where it can't be written */
export function openAccessLog(file: string): AccessLog {
  const out = open(file);
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    out as DestinationStream,
  );
  // A full disk is no reason to stop serving; the lines are lost.
  out.on('error', () => {});
  const timer = setInterval(() => out.flush(), flushIntervalMs);
  timer.unref();
  return {
    write: (line) => logger.info(line),
    close() {
      clearInterval(timer);
      out.flushSync();
      out.end();
    },
  };
}

function open(file: string) {
  try {
    return destination({ dest: file, append: true, sync: true, minLength: bufferedBytes, mkdir: false });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`gateway_access_log: "${file}" can't be written (${code ?? message}); is its folder there?`, {
      cause: error,
    });
  }
}
