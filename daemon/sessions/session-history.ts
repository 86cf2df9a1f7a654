import { reasons } from '../core/codes.ts';
import { LbError } from '../core/errors.ts';
import { handleOf, sessionKey } from '../core/hash.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { PoolName, Reason, SessionId, SessionKey } from '../core/model.ts';
import type { Clock, JournalLine, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { type SessionView, viewSession } from './session-view.ts';

/** The newest lines told of one session. */
const mostLines = 1_000;

/** One session with what happened to it, also when it is over. */
export class SessionHistories {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keySecret: string;

  constructor(router: Router, store: Store, clock: Clock, keySecret: string) {
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
    this.#keySecret = keySecret;
  }

  /**
   * From the table while it lives, from the journal afterwards, as far as that reaches.
   *
   * @throws LbError `pool-not-found`, `session-not-found`
   */
  async get(pool: PoolName, id: SessionId): Promise<SessionView> {
    this.#router.registry.pool(pool);
    const key = this.keyOf(pool, id);
    const history = await this.#linesOf(key);
    return (await this.#inTable(pool, id, history)) ?? ended(pool, id, this.#told(pool, id), key, history);
  }

  /** Without its history. @throws LbError `pool-not-found`, `session-not-found` */
  async live(pool: PoolName, id: SessionId): Promise<SessionView> {
    this.#router.registry.pool(pool);
    const view = await this.#inTable(pool, id, []);
    if (view !== undefined && view.endedAtMs === null) return view;
    throw notThere(pool, id);
  }

  async #inTable(pool: PoolName, id: SessionId, history: readonly JournalLine[]): Promise<SessionView | undefined> {
    const { table, registry } = this.#router;
    const { settings } = registry.pool(pool);
    const slot = table.find(this.keyOf(pool, id));
    if (slot < 0) return undefined;
    const view = viewSession(this.#router, this.#clock, slot, this.#told(pool, id));
    // A lapsed session is over, also before the sweeper came by.
    const isOver = expiresAtMs(table, slot, settings) <= this.#clock.now();
    const over = isOver && { endedAtMs: view.expiresAtMs, expiresAtMs: null, kept: false };
    const [labels] = await this.#store.labels([{ slot, serial: table.records.serial(slot) }]);
    return { ...view, ...over, labels: labels ?? {}, history };
  }

  /** What the journal knows a session by. */
  keyOf(pool: PoolName, id: SessionId): SessionKey {
    return sessionKey(this.#keySecret, pool, id);
  }

  /** Null where ids are sealed. */
  #told(pool: PoolName, id: SessionId): SessionId | null {
    return this.#router.registry.pool(pool).settings.sessionIds === 'sealed' ? null : id;
  }

  async #linesOf(key: SessionKey): Promise<readonly JournalLine[]> {
    const { lines } = await this.#store.events({ key, afterSequence: 0, limit: mostLines, tail: true });
    return lines;
  }
}

const isEnd = ({ kind }: JournalLine): boolean => kind === 'ended' || kind === 'expired';

/** A session that is over, as its last life stands in the journal. */
function ended(
  pool: PoolName,
  id: SessionId,
  sessionId: SessionId | null,
  key: SessionKey,
  history: readonly JournalLine[],
): SessionView {
  const last = history.at(-1);
  if (last === undefined || !isEnd(last)) {
    throw notThere(pool, id);
  }
  const life = history.slice(history.slice(0, -1).findLastIndex(isEnd) + 1);
  const begun = life.find(({ kind }) => kind === 'assigned');
  const placed = life.findLast(({ kind }) => kind === 'assigned' || kind === 'moved');
  return {
    sessionId,
    handle: handleOf(key),
    pool,
    backendId: last.backendId,
    generation: Math.max(1, ...life.map(({ generation }) => generation ?? 1)),
    createdAtMs: begun?.atMs ?? null,
    lastActiveMs: null,
    expiresAtMs: null,
    endedAtMs: last.atMs,
    reason: reasonIn(placed),
    kept: false,
    pinned: false,
    confirmed: false,
    idleTimeoutMs: 0,
    labels: {},
    history,
  };
}

function notThere(pool: PoolName, id: SessionId): LbError {
  return new LbError('session-not-found', `there is no session "${id}" in pool "${pool}"`, { metadata: { pool } });
}

function reasonIn(line: JournalLine | undefined): Reason {
  return reasons.find((reason) => reason === line?.reason) ?? 'new';
}
