import { standing } from './affinity.ts';
import { reasonOf } from './codes.ts';
import type { CookieFences } from './cookie-fences.ts';
import { isOpen } from './eligibility.ts';
import { expiresAtMs } from './lease.ts';
import type { Member } from './member.ts';
import { type BreakReason, type InstantMs, mark, type PoolSettings, type Reaction, type Reason } from './model.ts';
import type { InFlight, Pending } from './pending.ts';
import type { Registry } from './registry.ts';
import { isTrusted, restorable } from './restore.ts';
import { hashedOf, type RouteRequest } from './route-request.ts';
import { flag } from './session-records.ts';
import type { SessionTable } from './session-table.ts';

export type Refused = 'no-eligible-backend' | 'pool-full' | 'session-table-full' | 'home-unavailable';

/** What is to be done with a request: a value, decided at once. */
export type Decision =
  | { readonly kind: 'kept'; readonly slot: number; readonly home: Member }
  | {
      readonly kind: 'assign';
      readonly slot: number;
      readonly reason: Reason;
      readonly target: Member;
      /** Of a session that a cookie tells of: it goes on counting. */
      readonly as?: { readonly incarnation: number; readonly generation: number };
    }
  | { readonly kind: 'move'; readonly slot: number; readonly reason: Reason; readonly target: Member }
  | { readonly kind: 'wait'; readonly pending: Pending }
  /** Wait for the home, then decide again; `thenMove` says what for when it did not come back. */
  | { readonly kind: 'hold'; readonly slot: number; readonly home: Member; readonly thenMove: BreakReason | null }
  | { readonly kind: 'refused'; readonly why: Refused; readonly home: Member | undefined };

export type Placement = Extract<Decision, { kind: 'assign' | 'move' }>;

export interface Core {
  readonly table: SessionTable;
  readonly registry: Registry;
  readonly inFlight: InFlight;
  readonly fences: CookieFences;
  /** The most sessions, claims in flight among them. */
  readonly sessionLimit: number;
}

/** Where does this session stand, and what is to be done? Changes nothing: a preview is no more than this. */
export function decide(core: Core, request: RouteRequest, nowMs: InstantMs, afterHold = false): Decision {
  const { table, inFlight } = core;
  const slot = table.find(request.key);
  if (slot < 0) {
    const pending = inFlight.ofKey(request.key);
    return pending === undefined ? begin(core, request, nowMs) : { kind: 'wait', pending };
  }
  const { records } = table;
  if (records.has(slot, flag.busy)) return { kind: 'wait', pending: inFlight.ofSlot(slot)! };
  const { settings } = request.pool;
  const home = homeOf(core, slot);
  if (expiresAtMs(table, slot, settings) <= nowMs) {
    const placed = place(core, 'assign', slot, 'lapsed', request, nowMs, makerOf(request));
    const isOwnPlace =
      placed.kind === 'refused' && placed.why === 'pool-full' && keptPlace(core, slot, home) && !isTried(request, home);
    return isOwnPlace ? { kind: 'assign', slot, reason: 'lapsed', target: home } : placed;
  }
  const isPinned = (records.marks(slot) & mark.pinned) !== 0;
  const affinity = standing(home, records.incarnation(slot), isPinned, request.pool.ignoresHealth);
  if (affinity === 'kept' && isTried(request, home)) return unreachable(core, slot, home, request, nowMs);
  if (affinity === 'kept' && (isPinned || !isIdleOut(core, slot, home, nowMs))) return { kind: 'kept', slot, home };
  if (affinity === 'held') {
    return afterHold
      ? { kind: 'refused', why: 'home-unavailable', home }
      : { kind: 'hold', slot, home, thenMove: null };
  }
  const because =
    affinity === 'kept' ? 'backend-drained' : affinity === 'away' ? 'backend-unhealthy' : home.row.brokenBecause;
  return react(core, slot, home, because, request, nowMs, afterHold);
}

export function homeOf({ table, registry }: Pick<Core, 'table' | 'registry'>, slot: number): Member {
  return registry.memberNo(table.records.backendNo(slot))!;
}

/** Why the session is where it is. */
export function lastReason({ table }: Pick<Core, 'table'>, slot: number): Reason {
  return reasonOf(table.records.reasonCode(slot));
}

/** Its home drains, and it was not seen for longer than the drain lets it stay. */
export function isIdleOut({ table }: Pick<Core, 'table'>, slot: number, home: Member, nowMs: InstantMs): boolean {
  const { admin, drain } = home.row;
  if (admin !== 'draining' || drain === null || drain.idleDeadlineMs === 0) return false;
  return nowMs - table.records.lastActiveMs(slot) >= drain.idleDeadlineMs;
}

export function reactionTo(because: BreakReason, settings: PoolSettings): Reaction {
  if (because === 'backend-unhealthy') return settings.onUnhealthy;
  if (because === 'backend-removed') return settings.onRemoved;
  if (because === 'backend-drained') return settings.onDrained;
  return 'redistribute'; // a restarted process is there to be asked, with an empty memory
}

/** There is no row: it is new, or a cookie tells of it. A home that would not have it leaves it one generation on. */
function begin(core: Core, request: RouteRequest, nowMs: InstantMs): Decision {
  if (request.wish.madeBy !== undefined) return place(core, 'assign', -1, 'new', request, nowMs, makerOf(request));
  const { replica } = request.wish;
  if (replica === undefined || !isTrusted(core.fences, request))
    return place(core, 'assign', -1, 'new', request, nowMs);
  const home = restorable(core.fences, request);
  const { incarnation, generation } = replica;
  const placed = place(core, 'assign', -1, home === undefined ? 'new' : 'restored', request, nowMs, home);
  if (placed.kind !== 'assign') return placed;
  if (home !== undefined) return { ...placed, as: { incarnation, generation } };
  return { ...placed, as: { incarnation: placed.target.row.incarnation, generation: generation + 1 } };
}

/** Who made the session, if it can keep it. */
function makerOf({ pool, wish }: RouteRequest): Member | undefined {
  const maker = wish.madeBy === undefined ? undefined : pool.member(wish.madeBy);
  if (maker === undefined) return undefined;
  return standing(maker, maker.row.incarnation, false, pool.ignoresHealth) === 'kept' ? maker : undefined;
}

/** Its home takes no connection from who asks. A pool that moves nobody for an outage moves nobody for this. */
function unreachable(core: Core, slot: number, home: Member, request: RouteRequest, nowMs: InstantMs): Decision {
  const isPinned = (core.table.records.marks(slot) & mark.pinned) !== 0;
  if (isPinned || request.pool.settings.onUnhealthy !== 'redistribute') {
    return { kind: 'refused', why: 'home-unavailable', home };
  }
  return place(core, 'move', slot, 'connect-failed', request, nowMs);
}

/** The home can't keep it: what does the pool want? A home that takes sessions again ends every waiting. */
function react(
  core: Core,
  slot: number,
  home: Member,
  because: BreakReason,
  request: RouteRequest,
  nowMs: InstantMs,
  afterHold: boolean,
): Decision {
  const isBack = home.row.admin === 'active' && home.row.health !== 'unhealthy' && !home.row.removed;
  const reaction = isBack ? 'redistribute' : reactionTo(because, request.pool.settings);
  if (reaction === 'refuse') return { kind: 'refused', why: 'home-unavailable', home };
  if (reaction === 'hold' && !afterHold) return { kind: 'hold', slot, home, thenMove: because };
  const { admin, drain } = home.row;
  if (because === 'backend-drained' && admin === 'drained' && drain !== null && drain.rate > 0) {
    if (!home.mayMoveOne(drain.rate, nowMs)) return { kind: 'refused', why: 'home-unavailable', home };
  }
  return place(core, 'move', slot, because, request, nowMs, receiver(request, home));
}

/** Until the sweep comes by, a lapsed session counts at its home: that place is its own, even where all are full. */
function keptPlace({ table }: Core, slot: number, home: Member): boolean {
  return home.keeps(table.records.incarnation(slot)) && isOpen(home) && home.row.health !== 'unhealthy';
}

/** Who receives what leaves `home`, where its drain names somebody who may. */
function receiver(request: RouteRequest, home: Member): Member | undefined {
  const to = home.row.drain?.to ?? '';
  if (to === '' || home.row.admin === 'active') return undefined;
  return request.pool.eligible().find((member) => member.row.id === to && !isTried(request, member));
}

function isTried({ wish }: RouteRequest, { row }: Member): boolean {
  return wish.tried?.includes(row.id) === true;
}

function place(
  core: Core,
  kind: 'assign' | 'move',
  slot: number,
  reason: Reason,
  request: RouteRequest,
  nowMs: InstantMs,
  named?: Member,
): Decision {
  if (slot < 0 && core.table.allocated >= core.sessionLimit) {
    return { kind: 'refused', why: 'session-table-full', home: undefined };
  }
  const { to, tried } = request.wish;
  const wished = named ?? (to === undefined ? undefined : request.pool.eligible().find(({ row }) => row.id === to));
  const target = wished ?? request.pool.choose(() => hashedOf(request), nowMs, tried);
  if (target !== undefined) return { kind, slot, reason, target };
  return { kind: 'refused', why: request.pool.isFull ? 'pool-full' : 'no-eligible-backend', home: undefined };
}
