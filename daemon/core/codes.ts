import type { AdminState, BreakReason, Health, Reason } from './model.ts';
import type { JournalKind } from './ports.ts';

/** Reasons in the order of their codes: index + 1 is the number in the session table, the store and the contract. */
export const reasons = [
  'new',
  'lapsed',
  'restored',
  'backend-unhealthy',
  'backend-drained',
  'backend-removed',
  'backend-restarted',
  'connect-failed',
  'operator',
  'rebalanced',
] as const satisfies readonly Reason[];

export const adminStates = ['active', 'cordoned', 'draining', 'drained'] as const satisfies readonly AdminState[];
export const healths = ['unknown', 'healthy', 'unhealthy'] as const satisfies readonly Health[];
export const breakReasons = [
  'backend-unhealthy',
  'backend-drained',
  'backend-removed',
  'backend-restarted',
] as const satisfies readonly BreakReason[];

// As a record, so that a kind that is left out does not compile.
const everyKind: Readonly<Record<JournalKind, true>> = {
  assigned: true,
  moved: true,
  expired: true,
  ended: true,
  pinned: true,
  unpinned: true,
  'session-updated': true,
  'key-rotated': true,
  'pool-created': true,
  'pool-updated': true,
  'pool-deleted': true,
  'backend-created': true,
  'backend-updated': true,
  'backend-deleted': true,
  cordoned: true,
  uncordoned: true,
  draining: true,
  drained: true,
  undrained: true,
  'drain-changed': true,
  'health-changed': true,
  broken: true,
  'backup-taken': true,
  'settings-reloaded': true,
  refused: true,
  failed: true,
};
export const journalKinds = Object.keys(everyKind) as readonly JournalKind[];

const codes = new Map<Reason, number>(reasons.map((reason, i) => [reason, i + 1]));

/** 1 to 15: four bits in the session table. */
export function reasonCode(reason: Reason): number {
  return codes.get(reason) ?? 0;
}

/** An unknown code is `new`: a row of a later version must not stop a start. */
export function reasonOf(code: number): Reason {
  return reasons[code - 1] ?? 'new';
}
