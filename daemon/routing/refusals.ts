import { type Refused, reactionTo } from '../core/decide.ts';
import { LbError } from '../core/errors.ts';
import type { Member } from '../core/member.ts';
import type { PoolName } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { RouteRequest } from '../core/route-request.ts';

const refusals: Readonly<Record<Refused, (pool: PoolName, home: string) => string>> = {
  'no-eligible-backend': (pool) =>
    `no backend of pool "${pool}" may take a new session now; "lbctl backends --pool ${pool}" shows why, "lbctl backends add" adds one`,
  'pool-full': (pool) => `every backend of pool "${pool}" is at its max_sessions; raise it or add a backend`,
  'session-table-full': () => 'the session table is full; raise max_sessions_total or shorten idle timeouts',
  'home-unavailable': (pool, home) =>
    `the session's home "${home}" can't take it now, and pool "${pool}" moves it nowhere else yet; try again`,
};

/** What a session that can't be placed now is told, and what to do next. */
export function refused(
  decision: { why: Refused; home: Member | undefined },
  { pool }: RouteRequest,
  clock: Clock,
): LbError {
  const { why, home } = decision;
  const metadata: Record<string, string> = { pool: pool.row.name };
  if (home !== undefined) {
    metadata.backend = home.row.id;
    const because = home.row.health === 'unhealthy' ? 'backend-unhealthy' : home.row.brokenBecause;
    const wait = reactionTo(because, pool.settings) === 'hold' || home.row.drain?.mode === 'hold';
    metadata.reaction = wait ? 'hold' : 'refuse';
    const deadlineMs = home.row.drain?.deadlineMs;
    if (deadlineMs != null && deadlineMs > clock.wallNow()) metadata.deadline = new Date(deadlineMs).toISOString();
  }
  return new LbError(why, refusals[why](pool.row.name, home?.row.id ?? ''), { metadata });
}

/** The answer was overtaken again and again. */
export function overtaken(): LbError {
  return new LbError('store-unavailable', 'this session changes faster than it can be answered; try again');
}
