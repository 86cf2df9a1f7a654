import type { Member } from './member.ts';
import type { PoolSettings } from './model.ts';

/** May this backend take a NEW session now, as far as the operator's wish and its own go? */
export function isOpen(member: Member): boolean {
  const { row } = member;
  return (
    row.admin === 'active' &&
    !row.removed &&
    !member.leaving &&
    row.settings.weight > 0 &&
    !member.agent.closed &&
    member.agent.weightPercent > 0
  );
}

/** Nobody has looked yet, though somebody is to look. */
function isUnseen({ row }: Member): boolean {
  return row.health === 'unknown' && row.settings.probe.kind !== 'none';
}

/**
 * Who may take a new session: open, not full, not unhealthy; one that is still to be seen only when nobody else may.
 * In the order of `members`. With more unhealthy ones than the pool's panic threshold, health is not asked.
 */
export function eligible(
  members: readonly Member[],
  { panicThreshold }: Pick<PoolSettings, 'panicThreshold'>,
): Member[] {
  const withRoom = members.filter((member) => isOpen(member) && !member.isFull);
  if (ignoresHealth(members, panicThreshold)) return withRoom;
  const well = withRoom.filter((member) => member.row.health !== 'unhealthy');
  const seen = well.filter((member) => !isUnseen(member));
  return seen.length > 0 ? seen : well;
}

/** @param panicThreshold percent that have to be unhealthy; 0 is never */
export function ignoresHealth(members: readonly Member[], panicThreshold: number): boolean {
  return panicThreshold > 0 && unhealthyShare(members) * 100 > panicThreshold;
}

/** Most of a pool of four or more is unhealthy: rather the way to them is broken than all of them. */
export function isMassFailure(members: readonly Member[]): boolean {
  return members.length >= 4 && unhealthyShare(members) > 0.5;
}

/** Why may it take no new session? Empty when it may. */
export function whyNotEligible(member: Member, healthIsIgnored: boolean): string {
  const { row } = member;
  if (row.admin !== 'active') return row.admin;
  if (member.leaving) return 'a change of it is under way';
  if (row.settings.weight === 0) return 'its weight is 0';
  if (member.agent.closed) return 'it says of itself that it takes none';
  if (member.agent.weightPercent === 0) return 'it gives itself no weight';
  if (row.health === 'unhealthy' && !healthIsIgnored) return `unhealthy: ${row.healthReason}`;
  if (member.isFull) return `full: ${member.load} of ${member.sessionLimit} sessions`;
  return '';
}

function unhealthyShare(members: readonly Member[]): number {
  return members.filter((member) => member.row.health === 'unhealthy').length / Math.max(1, members.length);
}
