import { pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line for those who run lbd: `event` in kebab-case, an error as `error`, what else is worth knowing beside it. */
export type Log = (level: LogLevel, event: string, fields: Readonly<Record<string, unknown>>) => void;

/**
 * JSON lines on stderr, written before the call returns: the last line before a crash is the one that matters.
 * Session ids do not belong in them: whoever may read logs may not read sessions.
 */
export function makeLog(leastLevel: LogLevel): { readonly log: Log; setLevel(least: LogLevel): void } {
  const stderr = pino.destination({ dest: 2, sync: true });
  // Nobody reads any more (`lbd 2>&1 | head`): that is no reason to stop serving.
  stderr.on('error', () => {});
  const logger = pino(
    {
      level: leastLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    stderr,
  );
  return {
    log: (level, event, fields) => logger[level]({ event, ...fields }),
    setLevel(least) {
      logger.level = least;
    },
  };
}
