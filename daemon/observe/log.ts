import { pino } from 'pino';

/** Lines for those who run lbd. `facts` come first, so that the sentence can be read without them. */
export interface Log {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

/**
 * JSON lines on stderr, written before the call returns: the last line before a crash is the one that matters.
 *
 * An error goes in as `{ err }`. Session ids do not belong here: whoever may read logs may not read sessions.
 */
export function makeLog(level: 'debug' | 'info' | 'warn' | 'error'): Log {
  const stderr = pino.destination({ dest: 2, sync: true });
  // Nobody reads any more (`lbd 2>&1 | head`): that is no reason to stop serving.
  stderr.on('error', () => {});
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stderr,
  );
}
