import type { JournalEvent, Store } from '../core/ports.ts';

/** Somebody asked for what they may not have. */
export interface RefusedAttempt {
  /** The principal, or where the connection came from: `tcp:10.0.0.7`. */
  readonly who: string;
  /** The method, or the page's path. */
  readonly what: string;
  /** Empty where none was named, or nobody knows who asks. */
  readonly pool: string;
  readonly backendId: string;
  /** `unauthenticated` or `permission-denied`. */
  readonly reason: string;
}

export interface RefusalAudit {
  refused(attempt: RefusedAttempt): void;
}

/** Lines at once, and one each so often: whoever tries a million tokens does not push everything else out. */
const burst = 10;
const everyMs = 10_000;

/** Writes refused attempts to the journal and the log, a bounded number of them. */
export function refusalAudit(
  store: Pick<Store, 'control'>,
  wallNow: () => number,
  log: (level: 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void,
): RefusalAudit {
  let room = burst;
  let filledAtMs = wallNow();
  let unwritten = 0;
  return {
    refused({ who, what, pool, backendId, reason }) {
      const atMs = wallNow();
      const gained = Math.max(0, Math.floor((atMs - filledAtMs) / everyMs));
      filledAtMs = room + gained >= burst ? atMs : filledAtMs + gained * everyMs;
      room = Math.min(burst, room + gained);
      if (room === 0) {
        unwritten += 1;
        return;
      }
      room -= 1;
      const others = unwritten === 0 ? '' : `; ${unwritten} before it were not written`;
      unwritten = 0;
      const event: JournalEvent = { kind: 'refused', atMs, pool, backendId, who, reason, detail: what + others };
      log('warn', 'refused', { who, what, reason, ...(others === '' ? {} : { others }) });
      store.control({ events: [event] }).catch((failure: unknown) => {
        log('error', 'refusal-not-journalled', { who, what, error: failure });
      });
    },
  };
}
