import { standing } from '../core/affinity.ts';
import { handleOf } from '../core/hash.ts';
import { expiresAtMs } from '../core/lease.ts';
import {
  type BackendId,
  type DurationMs,
  type Labels,
  mark,
  type PoolName,
  type Reason,
  type SessionId,
  type WallMs,
} from '../core/model.ts';
import type { Clock, JournalLine } from '../core/ports.ts';
import type { Router } from '../core/router.ts';

/** A session as operators see it. */
export interface SessionView {
  /** Null where ids are sealed. */
  readonly sessionId: SessionId | null;
  readonly handle: string;
  readonly pool: PoolName;
  readonly backendId: BackendId;
  readonly generation: number;
  /** Null where it is over and the journal no longer tells. */
  readonly createdAtMs: WallMs | null;
  /** Null where it is over and nobody knows. */
  readonly lastActiveMs: WallMs | null;
  /** Null where it is over. */
  readonly expiresAtMs: WallMs | null;
  /** Set where it is over. */
  readonly endedAtMs: WallMs | null;
  readonly reason: Reason;
  /** False when its backend let it go: it moves at its next Route. */
  readonly kept: boolean;
  readonly pinned: boolean;
  readonly confirmed: boolean;
  /** 0 for the pool's. */
  readonly idleTimeoutMs: DurationMs;
  readonly labels: Labels;
  /** Oldest first; only where it was asked for. */
  readonly history: readonly JournalLine[];
}

/** A live session as the table has it; labels and history stand elsewhere. */
export function viewSession(router: Router, clock: Clock, slot: number, sessionId: SessionId | null): SessionView {
  const { table, registry } = router;
  const { records } = table;
  const home = router.home(slot);
  const { wallOffsetMs } = clock;
  const marks = records.marks(slot);
  const pinned = (marks & mark.pinned) !== 0;
  return {
    sessionId,
    handle: handleOf(records.key(slot)),
    pool: home.row.pool,
    backendId: home.row.id,
    generation: records.generation(slot),
    createdAtMs: records.createdAtMs(slot) + wallOffsetMs,
    lastActiveMs: records.lastActiveMs(slot) + wallOffsetMs,
    expiresAtMs: expiresAtMs(table, slot, registry.pool(home.row.pool).settings) + wallOffsetMs,
    endedAtMs: null,
    reason: router.reasonOfLast(slot),
    kept: standing(home, records.incarnation(slot), pinned, false) !== 'broken',
    pinned,
    confirmed: (marks & mark.confirmed) !== 0,
    idleTimeoutMs: table.ownIdleTimeoutMs(slot),
    labels: {},
    history: [],
  };
}
