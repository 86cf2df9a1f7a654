import { isHolding } from './drain.ts';
import type { Member } from './member.ts';

/**
 * Where a known session stands.
 *
 * - `kept`: live, and its home has it
 * - `held`: its home has it, and is restarted by plan: whoever asks waits
 * - `away`: its home is unhealthy, but may still have it
 * - `broken`: its home has let it go; the member's row says why
 *
 * A session without a row is `none`, one whose lease ended `lapsed`; neither needs a look at its home.
 */
export type Standing = 'kept' | 'held' | 'away' | 'broken';
export type Affinity = Standing | 'none' | 'lapsed';

/**
 * A draining backend keeps its sessions; a drained one those that are pinned; an unhealthy one all that it may still
 * have where the pool does not ask for health any more.
 */
export function standing(home: Member, incarnation: number, isPinned: boolean, ignoresHealth: boolean): Standing {
  const { row } = home;
  if (!home.keeps(incarnation) && !(isPinned && row.brokenBecause === 'backend-drained' && !row.removed))
    return 'broken';
  if (isHolding(row)) return 'held';
  return row.health === 'unhealthy' && !ignoresHealth ? 'away' : 'kept';
}
