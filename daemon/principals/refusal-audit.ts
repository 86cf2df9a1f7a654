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

/** Somebody asked for a change that they may make, and it was not made. */
export interface FailedChange extends Omit<RefusedAttempt, 'reason'> {
  /** What they gave as their reason; empty for none. */
  readonly reason: string;
  /** `NOT_FOUND`, ... */
  readonly result: string;
}

export interface RefusalAudit {
  refused(attempt: RefusedAttempt): void;
  failed(change: FailedChange): void;
}

/** Lines at once, and one each so often: whoever tries a million tokens does not push everything else out. */
const burst = 10;
const everyMs = 10_000;

/** Writes refused attempts to the journal and the log, and failed changes to the journal: a bounded number of each. */
export function refusalAudit(
  store: Pick<Store, 'control'>,
  wallNow: () => number,
  log: (level: 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void,
): RefusalAudit {
  const write = (event: JournalEvent): void => {
    store.control({ events: [event] }).catch((failure: unknown) => {
      log('error', 'refusal-not-journalled', { who: event.who, what: event.detail, error: failure });
    });
  };
  // Each has room of its own: who guesses tokens does not hide what the known ones fail at.
  const refusals = ration(wallNow);
  const failures = ration(wallNow);
  return {
    refused({ who, what, pool, backendId, reason }) {
      const others = refusals();
      if (others === null) return;
      log('warn', 'refused', { who, what, reason, ...(others === '' ? {} : { others }) });
      write({ kind: 'refused', atMs: wallNow(), pool, backendId, who, reason, detail: what + others });
    },
    failed({ who, what, pool, backendId, reason, result }) {
      const others = failures();
      if (others === null) return;
      const detail = `${what}: ${result}${others}`;
      write({ kind: 'failed', atMs: wallNow(), pool, backendId, who, reason, detail });
    },
  };
}

/** Answers null where a line is too many, else what to say of those that were. */
function ration(wallNow: () => number): () => string | null {
  let room = burst;
  let filledAtMs = wallNow();
  let unwritten = 0;
  return () => {
    const atMs = wallNow();
    const gained = Math.max(0, Math.floor((atMs - filledAtMs) / everyMs));
    filledAtMs = room + gained >= burst ? atMs : filledAtMs + gained * everyMs;
    room = Math.min(burst, room + gained);
    if (room === 0) {
      unwritten += 1;
      return null;
    }
    room -= 1;
    const others = unwritten === 0 ? '' : `; ${unwritten} before it were not written`;
    unwritten = 0;
    return others;
  };
}
