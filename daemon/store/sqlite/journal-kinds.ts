import type { JournalKind } from '../../core/ports.ts';

/** The codes in `journal.kind`. Never changed, only added to; below 10 a row is kept for a day, from 10 on for 30. */
export const journalCodes = {
  assigned: 1,
  expired: 2,
  moved: 10,
  ended: 11,
  pinned: 12,
  unpinned: 13,
  'session-updated': 14,
  'key-rotated': 15,
  'pool-created': 20,
  'pool-updated': 21,
  'pool-deleted': 22,
  'backend-created': 30,
  'backend-updated': 31,
  'backend-deleted': 32,
  cordoned: 33,
  uncordoned: 34,
  draining: 35,
  drained: 36,
  undrained: 37,
  'drain-changed': 38,
  'health-changed': 40,
  broken: 41,
  'backup-taken': 50,
  refused: 51,
  'settings-reloaded': 52,
  failed: 53,
} as const satisfies Record<JournalKind, number>;

const kinds = new Map<number, JournalKind>(
  Object.entries(journalCodes).map(([kind, code]) => [code, kind as JournalKind]),
);

/** Undefined for a code that a later lbd wrote. */
export function journalKind(code: number): JournalKind | undefined {
  return kinds.get(code);
}
