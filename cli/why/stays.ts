import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';
import { msOf } from '../output/time.ts';

/** A session's time on a backend, as the journal tells it. */
export interface Stay {
  readonly pool: string;
  readonly backend: string;
  readonly fromMs: number;
  /** Infinite while it lasts. */
  readonly untilMs: number;
}

const begins = new Set(['assigned', 'moved']);
const ends = new Set(['ended', 'expired']);

/** Where a session lived and when, from its history, oldest first. */
export function staysOf(history: readonly Event[]): Stay[] {
  const stays: Stay[] = [];
  let open: Stay | undefined;
  const close = (atMs: number) => {
    if (open) stays.push({ ...open, untilMs: atMs });
    open = undefined;
  };
  for (const event of history) {
    const atMs = msOf(event.time);
    if (!begins.has(event.kind) && !ends.has(event.kind)) continue;
    close(atMs);
    if (begins.has(event.kind)) {
      open = { pool: event.pool, backend: event.backend_id, fromMs: atMs, untilMs: Number.POSITIVE_INFINITY };
    }
  }
  close(Number.POSITIVE_INFINITY);
  return stays;
}

/** Where it lived just before an event of its history; empty for nowhere. */
export function homeBefore(history: readonly Event[], event: Event): string {
  const before = history.slice(0, history.indexOf(event)).findLast(({ kind }) => begins.has(kind) || ends.has(kind));
  return before === undefined || ends.has(before.kind) ? '' : before.backend_id;
}

/** What changed the session's home: the rest of its history is by the way. */
export function isDecisive({ kind }: Event): boolean {
  return kind === 'moved' || ends.has(kind);
}
