import { isHolding } from '../core/drain.ts';
import { restarted, withHealth, writtenOff } from '../core/health.ts';
import type { AgentWord, Member } from '../core/member.ts';
import type { BackendId, Health, PoolName, WallMs } from '../core/model.ts';
import { type Actor, letGo } from './administration.ts';
import type { BackendChanges } from './backend-changes.ts';

/** Answers and reports of a process that was replaced may come in for so long. */
const lateForMs = 60_000;

const always = (_member: Member): boolean => true;
const by = (reason: string): Actor => ({ who: 'lbd', reason });

/** What probes and traffic found becomes health, incarnations and, when an outage lasts, the end of its sessions' stay. */
export class HealthVerdicts {
  readonly #changes: BackendChanges;
  /** When most of a pool was last seen unhealthy. */
  readonly #massFailureMs = new Map<PoolName, WallMs>();

  constructor(changes: BackendChanges) {
    this.#changes = changes;
  }

  /**
   * The same verdict twice is told once. A backend that was removed meanwhile has none.
   *
   * @param isMeant asked when the verdict's turn comes: the backend may be another one by then
   */
  setHealth(pool: PoolName, id: BackendId, health: Health, reason: string, isMeant = always): Promise<void> {
    return this.#ifThere(pool, id, async (member) => {
      if (member.row.health === health || !isMeant(member)) return;
      // An outage that lasted too long must not end well because nobody came round to say so; an ejection is meant to end.
      if (health === 'healthy' && !this.#wasEjected(member)) await this.#letGo(member);
      const { row } = member;
      this.#noteMassFailure(pool);
      const next = withHealth(row, health, reason, this.#changes.clock.wallNow());
      await this.#changes.save(next, by(reason), 'health-changed', health);
    });
  }

  /** Which process answers for the backend: another one than before has lost what that one remembered. */
  setInstance(pool: PoolName, id: BackendId, instance: string, isMeant = always): Promise<void> {
    return this.#ifThere(pool, id, async (member) => {
      const { row } = member;
      if (row.instance === instance || instance === '' || !isMeant(member)) return;
      const nowMs = this.#changes.clock.now();
      if (instance === member.former.instance && nowMs < member.former.lateUntilMs) return;
      const keeps = this.#changes.registry.pool(pool).settings.onRestart === 'keep' || isHolding(row);
      const next = restarted(row, instance, keeps);
      const lost = next.keptFrom > row.keptFrom;
      const detail = lost ? `another process answers; ${letGo(member.kept)}` : `process ${instance}`;
      await this.#changes.save(
        next,
        by(lost ? 'backend-restarted' : 'instance'),
        lost ? 'broken' : 'health-changed',
        detail,
      );
      member.former = { instance: row.instance, lateUntilMs: nowMs + lateForMs };
    });
  }

  /** What the backend says of itself; not stored: it says it again. */
  setAgent(pool: PoolName, id: BackendId, word: AgentWord): void {
    const member = this.#changes.registry.findPool(pool)?.member(id);
    if (member === undefined) return;
    member.agent = word;
    this.#changes.registry.pool(pool).eligibilityChanged();
  }

  /**
   * Lets go of the sessions of backends whose outage has lasted longer than the pool's `break_after`, where somebody
   * else could take them, and where the outage is not most of the pool.
   */
  async writeOff(): Promise<void> {
    for (const { row } of this.#changes.registry.pools) this.#noteMassFailure(row.name);
    for (const member of [...this.#changes.registry.members]) {
      if (this.#isLost(member)) {
        await this.#ifThere(member.row.pool, member.row.id, (now) => this.#letGo(now));
      }
    }
  }

  async #letGo(member: Member): Promise<void> {
    if (!this.#isLost(member)) return;
    const { row, kept } = member;
    const detail = `${letGo(kept)}: ${row.healthReason}`;
    await this.#changes.save(writtenOff(row), by('backend-unhealthy'), 'broken', detail);
  }

  /** While most of a pool is unhealthy no outage grows older: else the last to recover would be written off at once. */
  #noteMassFailure(pool: PoolName): void {
    const nowMs = this.#changes.clock.wallNow();
    if (this.#changes.registry.findPool(pool)?.isInPanic) this.#massFailureMs.set(pool, nowMs);
  }

  /** In the outage that is under way. */
  #wasEjected({ row, ejectedUntilMs }: Member): boolean {
    return ejectedUntilMs + this.#changes.clock.wallOffsetMs > row.healthSinceMs;
  }

  #isLost({ row }: Member): boolean {
    if (row.health !== 'unhealthy' || row.removed || row.keptFrom >= row.incarnation || isHolding(row)) return false;
    const pool = this.#changes.registry.pool(row.pool);
    const { onUnhealthy, breakAfterMs } = pool.settings;
    if (onUnhealthy !== 'redistribute' || pool.isInPanic || pool.eligible().length === 0) return false;
    const sinceMs = Math.max(row.healthSinceMs, this.#massFailureMs.get(row.pool) ?? 0);
    return this.#changes.clock.wallNow() - sinceMs >= breakAfterMs;
  }

  #ifThere(pool: PoolName, id: BackendId, change: (member: Member) => Promise<void>): Promise<void> {
    return this.#changes.inTurn(async () => {
      const member = this.#changes.registry.findPool(pool)?.member(id);
      if (member !== undefined) await change(member);
    });
  }
}
