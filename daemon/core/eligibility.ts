import type { Member } from './member.ts';

/** May this backend take a NEW session now, as far as the operator's wish and its room go? */
export function isOpen(member: Member): boolean {
  const { row } = member;
  return row.admin === 'active' && !row.removed && !member.leaving && row.settings.weight > 0;
}

/** May this backend keep its OWN sessions now? */
export function isUsable(member: Member): boolean {
  const { row } = member;
  return row.health !== 'unhealthy' && row.admin !== 'drained' && !row.removed;
}

/** Who may take a new session: open, not full, not unhealthy. In the order of `members`. */
export function eligible(members: readonly Member[]): Member[] {
  return members.filter((member) => isOpen(member) && !member.isFull && member.row.health !== 'unhealthy');
}
