import type { BackendChanges } from '../backends/backend-changes.ts';
import type { Member } from '../core/member.ts';
import type { BackendRow, BackendSettings, DurationMs } from '../core/model.ts';
import type { Registry } from '../core/registry.ts';
import { defaultGateLimits, Gate, type GateLimits } from './gate.ts';
import { type Chance, firstDelayMs } from './pace.ts';
import { nothingSaid, type SelfReport } from './self-report.ts';
import { isSameTarget, Target, type TargetParts } from './target.ts';

/** A backend that never answers must not keep lbd from serving for the others. */
const firstRoundAtMostMs: DurationMs = 10_000;

export interface HealthChecksParts extends Omit<TargetParts, 'gate' | 'chance'> {
  readonly registry: Registry;
  readonly changes: Pick<BackendChanges, 'onChange'>;
  readonly chance?: Chance;
  readonly limits?: GateLimits;
}

/** Looks at every backend that is to be looked at, and follows what operators change. */
export class HealthChecks {
  readonly #parts: HealthChecksParts;
  readonly #targetParts: TargetParts;
  readonly #targets = new Map<Member, Target>();
  readonly #unseen = new Set<Target>();
  #firstRoundOver: (() => void) | undefined;
  #callOff: () => void = () => {};
  #isStopped = false;

  constructor(parts: HealthChecksParts) {
    this.#parts = parts;
    const gate = new Gate(parts.limits ?? defaultGateLimits);
    this.#targetParts = { ...parts, gate, chance: parts.chance ?? Math.random };
  }

  /**
   * To be called once, after the load.
   *
   * @param firstRoundOver told when each backend found now was looked at once, or 10 s are over; at once where none is
   */
  start(firstRoundOver: () => void): void {
    const { registry, changes, clock } = this.#parts;
    changes.onChange((member) => this.#follow(member, 0));
    for (const member of registry.members) this.#follow(member, firstDelayMs(this.#targets.size));
    this.#firstRoundOver = firstRoundOver;
    this.#callOff = clock.after(firstRoundAtMostMs, () => this.#endFirstRound());
    if (this.#unseen.size === 0) this.#endFirstRound();
  }

  /** Every timer and socket is gone when it returns. */
  stop(): void {
    this.#isStopped = true;
    this.#firstRoundOver = undefined;
    this.#callOff();
    for (const target of this.#targets.values()) target.stop();
    this.#targets.clear();
  }

  #follow(member: Member, delayMs: DurationMs): void {
    if (this.#isStopped) return;
    const { row } = member;
    const known = this.#targets.get(member);
    const isWanted = isLookedAt(row);
    if (known === undefined ? !isWanted : isWanted && isSameTarget(known.settings, row.settings)) return;
    known?.stop();
    this.#targets.delete(member);
    if (isWanted) this.#begin(member, delayMs, known);
    if (known !== undefined) {
      this.#looked(known);
      if (row.settings.probe.kind === 'none' && !row.removed) this.#leaveAlone(member, isWanted);
    }
  }

  #begin(member: Member, delayMs: DurationMs, before: Target | undefined): void {
    const { row } = member;
    const said = saidStill(before, row.settings);
    if (said === nothingSaid) this.#parts.verdicts.setAgent(row.pool, row.id, said.word);
    const target = new Target(member, said, this.#targetParts);
    this.#targets.set(member, target);
    this.#unseen.add(target);
    target.start(delayMs, () => this.#looked(target));
  }

  /** Nobody probes it any more: a verdict that nobody would ever change must not stand. */
  #leaveAlone(member: Member, hasAgent: boolean): void {
    const { verdicts, clock } = this.#parts;
    const { pool, id } = member.row;
    if (!hasAgent) verdicts.setAgent(pool, id, nothingSaid.word);
    // An ejection ends by itself.
    if (member.row.health === 'unknown' || clock.now() < member.ejectedUntilMs) return;
    const isMeant = (now: Member) => now === member && now.row.settings.probe.kind === 'none';
    // Where the store can't write now, the verdict stands until the next start.
    verdicts.setHealth(pool, id, 'unknown', 'not probed any more', isMeant).catch(() => {});
  }

  #looked(target: Target): void {
    if (this.#unseen.delete(target) && this.#unseen.size === 0) this.#endFirstRound();
  }

  #endFirstRound(): void {
    this.#callOff();
    const told = this.#firstRoundOver;
    this.#firstRoundOver = undefined;
    told?.();
  }
}

function isLookedAt({ removed, settings: { probe } }: BackendRow): boolean {
  return !removed && (probe.kind !== 'none' || probe.agentPort !== 0);
}

/** What a backend said of itself stands as long as the same one is asked at the same place. */
function saidStill(before: Target | undefined, { address, probe }: BackendSettings): SelfReport {
  if (before === undefined) return nothingSaid;
  const asked = before.settings;
  const isSame =
    asked.address === address && asked.probe.agentPort === probe.agentPort && asked.probe.kind === probe.kind;
  return isSame ? before.said : nothingSaid;
}
