import { journalKinds } from '../core/codes.ts';
import type { BackendId, PoolName } from '../core/model.ts';
import type { JournalKind, JournalLine } from '../core/ports.ts';

/** Why sessions ended, as metrics tell it: an operator's own words would be a label without bound. */
export const endCauses = ['logout', 'backend', 'operator', 'lbd'] as const;
export type EndCause = (typeof endCauses)[number];

/** What became of the sessions of a pool, since the start. */
export interface PoolCounts {
  readonly created: Map<BackendId, number>;
  readonly moved: Map<string, number>;
  readonly expired: Map<string, number>;
  readonly ended: Map<EndCause, number>;
}

/** Counts the journal's lines as they are committed: whatever changes a session passes here once. */
export class LifecycleCounts {
  readonly kinds: Readonly<Record<JournalKind, number>>;
  readonly #kinds: Record<JournalKind, number>;
  readonly #pools = new Map<PoolName, PoolCounts>();

  constructor() {
    this.#kinds = Object.fromEntries(journalKinds.map((kind) => [kind, 0])) as Record<JournalKind, number>;
    this.kinds = this.#kinds;
  }

  /** Of a pool nothing happened in yet: all empty. */
  of(pool: PoolName): PoolCounts {
    let counts = this.#pools.get(pool);
    if (counts === undefined) {
      counts = { created: new Map(), moved: new Map(), expired: new Map(), ended: new Map() };
      this.#pools.set(pool, counts);
    }
    return counts;
  }

  add(lines: readonly JournalLine[]): void {
    for (const line of lines) {
      this.#kinds[line.kind] += 1;
      const { pool, backendId } = line;
      if (line.kind === 'assigned') addOne(this.of(pool).created, backendId);
      else if (line.kind === 'moved') addOne(this.of(pool).moved, line.reason ?? '');
      else if (line.kind === 'expired') addOne(this.of(pool).expired, line.reason ?? '');
      else if (line.kind === 'ended') addOne(this.of(pool).ended, causeOf(line));
      // What is gone is not told any more; without this, every name there ever was would stay.
      else if (line.kind === 'backend-deleted') this.of(pool).created.delete(backendId);
      else if (line.kind === 'pool-deleted') this.#pools.delete(pool);
    }
  }
}

function causeOf({ who, reason }: JournalLine): EndCause {
  if (reason === 'logout') return 'logout';
  if (reason === 'backend-forgot' || reason === 'home-lost') return 'backend';
  return who === 'lbd' ? 'lbd' : 'operator';
}

function addOne<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
