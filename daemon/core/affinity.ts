import type { Member } from './member.ts';

/**
 * Where a known session stands.
 *
 * - `kept`: live, and its home has it
 * - `away`: its home is unhealthy, but may still have it
 * - `broken`: its home has let it go; the member's row says why
 *
 * A session without a row is `none`, one whose lease ended `lapsed`; neither needs a look at its home.
 */
export type Standing = 'kept' | 'away' | 'broken';
export type Affinity = Standing | 'none' | 'lapsed';

/** A draining backend keeps its sessions. */
export function standing(home: Member, incarnation: number): Standing {
  if (!home.keeps(incarnation)) return 'broken';
  return home.row.health === 'unhealthy' ? 'away' : 'kept';
}
