import { standing } from './affinity.ts';
import type { CookieFences } from './cookie-fences.ts';
import type { Member } from './member.ts';
import type { RouteRequest } from './route-request.ts';

/** Is the session still the one that the cookie tells of? Its home may have let it go all the same. */
export function isTrusted(fences: CookieFences, { pool, key, wish }: RouteRequest): boolean {
  const { replica } = wish;
  return replica !== undefined && fences.allows(key, pool.row.name, replica.backendId, replica.issuedAtMs);
}

/** The home that a session without a row goes back to; undefined when there is none, or it would not keep it. */
export function restorable(fences: CookieFences, request: RouteRequest): Member | undefined {
  const { replica, tried } = request.wish;
  if (replica === undefined || !isTrusted(fences, request)) return undefined;
  const home = request.pool.member(replica.backendId);
  // A backend that was removed and added again may count from 1 again: what is older than it was another's.
  if (home === undefined || replica.issuedAtMs < home.row.createdAtMs) return undefined;
  if (replica.incarnation > home.row.incarnation || tried?.includes(home.row.id)) return undefined;
  return standing(home, replica.incarnation, false, request.pool.ignoresHealth) === 'kept' ? home : undefined;
}
