import type { Actor } from './administration.ts';
import type { BackendChanges } from './backend-changes.ts';
import { isHolding } from './core/drain.ts';
import { restarted, withHealth, writtenOff } from './core/health.ts';
import type { AgentWord, Member } from './core/member.ts';
import type { BackendId, Health, PoolName } from './core/model.ts';

const by = (reason: string): Actor => ({ who: 'lbd', reason });

/** What probes and traffic found becomes health, incarnations and, when an outage lasts, the end of its sessions' stay. */
export class HealthVerdicts {
  readonly #changes: BackendChanges;

  constructor(changes: BackendChanges) {
    this.#changes = changes;
  }

  /** The same verdict twice is told once. A backend that was removed meanwhile has none. */
  setHealth(pool: PoolName, id: BackendId, health: Health, reason: string): Promise<void> {
    return this.#ifThere(pool, id, async ({ row }) => {
      if (row.health === health) return;
      const next = withHealth(row, health, reason, this.#changes.clock.wallNow());
      await this.#changes.save(next, by(reason), 'health-changed', health);
    });
  }

  /** Which process answers for the backend: another one than before has lost what that one remembered. */
  setInstance(pool: PoolName, id: BackendId, instance: string): Promise<void> {
    return this.#ifThere(pool, id, async (member) => {
      const { row } = member;
      if (row.instance === instance || instance === '') return;
      const keeps = this.#changes.registry.pool(pool).settings.onRestart === 'keep' || isHolding(row);
      const next = restarted(row, instance, keeps);
      const lost = next.keptFrom > row.keptFrom;
      const detail = lost ? `another process answers; ${member.kept} sessions let go` : `process ${instance}`;
      await this.#changes.save(
        next,
        by(lost ? 'backend-restarted' : 'instance'),
        lost ? 'broken' : 'health-changed',
        detail,
      );
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
    for (const member of [...this.#changes.registry.members]) {
      if (this.#isLost(member)) {
        await this.#ifThere(member.row.pool, member.row.id, async (now) => {
          if (!this.#isLost(now)) return;
          await this.#changes.save(
            writtenOff(now.row),
            by('backend-unhealthy'),
            'broken',
            `${now.kept} sessions let go: ${now.row.healthReason}`,
          );
        });
      }
    }
  }

  #isLost({ row }: Member): boolean {
    if (row.health !== 'unhealthy' || row.removed || row.keptFrom >= row.incarnation || isHolding(row)) return false;
    const pool = this.#changes.registry.pool(row.pool);
    const { onUnhealthy, breakAfterMs } = pool.settings;
    if (onUnhealthy !== 'redistribute' || pool.isInPanic || pool.eligible().length === 0) return false;
    return this.#changes.clock.wallNow() - row.healthSinceMs >= breakAfterMs;
  }

  #ifThere(pool: PoolName, id: BackendId, change: (member: Member) => Promise<void>): Promise<void> {
    return this.#changes.inTurn(async () => {
      const member = this.#changes.registry.findPool(pool)?.member(id);
      if (member !== undefined) await change(member);
    });
  }
}
