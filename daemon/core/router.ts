import { standing } from './affinity.ts';
import { clientNetwork } from './client-network.ts';
import { reasonOf } from './codes.ts';
import { fingerprint } from './hash.ts';
import { expiresAtMs, touchQuantumMs } from './lease.ts';
import type { Member } from './member.ts';
import type { DurationMs, InstantMs, Reason, SessionId, SessionKey } from './model.ts';
import { InFlight, type Pending, type PendingClaim, type PendingEnd } from './pending.ts';
import type { Pool } from './pool.ts';
import type { Holder, Touch } from './ports.ts';
import type { Registry } from './registry.ts';
import { flag } from './session-records.ts';
import type { SessionTable } from './session-table.ts';

export interface RouteRequest {
  readonly pool: Pool;
  readonly sessionId: SessionId;
  readonly key: SessionKey;
  /** Empty when not known. */
  readonly clientIp: string;
  /** 0 when none was asked for. */
  readonly idleTimeoutMs: DurationMs;
}

export type Refused = 'no-eligible-backend' | 'pool-full' | 'session-table-full';

/** What is to be done with a request: a value, decided at once. */
export type Decision =
  | { readonly kind: 'kept'; readonly slot: number; readonly home: Member }
  | { readonly kind: 'assign'; readonly slot: number; readonly reason: Reason; readonly target: Member }
  | { readonly kind: 'move'; readonly slot: number; readonly reason: Reason; readonly target: Member }
  | { readonly kind: 'wait'; readonly pending: Pending }
  | { readonly kind: 'refused'; readonly why: Refused };

export type Placement = Extract<Decision, { kind: 'assign' | 'move' }>;

/**
 * Decides where sessions live, and keeps the table true to the store: what is decided becomes a claim in flight, and
 * shows in the table when it is settled.
 */
export class Router {
  readonly table: SessionTable;
  readonly registry: Registry;
  readonly inFlight = new InFlight();
  /** The most sessions, claims in flight among them. */
  readonly sessionLimit: number;
  #touched: number[] = [];

  constructor(table: SessionTable, registry: Registry, sessionLimit: number) {
    this.table = table;
    this.registry = registry;
    this.sessionLimit = sessionLimit;
  }

  /** Where does this session stand, and what is to be done? Changes nothing: a preview is no more than this. */
  decide(request: RouteRequest, nowMs: InstantMs): Decision {
    const slot = this.table.find(request.key);
    if (slot < 0) {
      const pending = this.inFlight.ofKey(request.key);
      return pending === undefined ? this.#place('assign', -1, 'new', request) : { kind: 'wait', pending };
    }
    if (this.table.records.has(slot, flag.busy)) return { kind: 'wait', pending: this.inFlight.ofSlot(slot)! };
    if (expiresAtMs(this.table, slot, request.pool.settings) <= nowMs) {
      return this.#place('assign', slot, 'lapsed', request);
    }
    const home = this.home(slot);
    const affinity = standing(home, this.table.records.incarnation(slot));
    if (affinity === 'kept') return { kind: 'kept', slot, home };
    return this.#place('move', slot, affinity === 'away' ? 'backend-unhealthy' : home.row.brokenBecause, request);
  }

  home(slot: number): Member {
    return this.registry.memberNo(this.table.records.backendNo(slot))!;
  }

  /** The session was seen at home: its lease slides. */
  keep(slot: number, poolIdleMs: DurationMs, nowMs: InstantMs): void {
    const { records } = this.table;
    records.setLastActive(slot, nowMs);
    this.queueTouch(slot, poolIdleMs, nowMs);
  }

  /** The stored last-active time is older than a crash may cost: it is due to be written. */
  queueTouch(slot: number, poolIdleMs: DurationMs, atMs: InstantMs): void {
    const { records } = this.table;
    const quantumMs = touchQuantumMs(this.table.idleTimeoutMs(slot, poolIdleMs));
    if (atMs - records.storedSeconds(slot) * 1000 > quantumMs && !records.has(slot, flag.touchQueued)) {
      records.set(slot, flag.touchQueued);
      this.#touched.push(slot);
    }
  }

  /** Reserves what the placement needs. It must be settled or abandoned. */
  claim(placement: Placement, request: RouteRequest, nowMs: InstantMs): PendingClaim {
    const { table } = this;
    const { records } = table;
    const known = placement.slot >= 0;
    const slot = known ? placement.slot : table.reserve();
    const moves = placement.kind === 'move';
    const claim: PendingClaim = {
      kind: 'claim',
      outcome: moves ? 'moved' : 'assigned',
      sessionId: request.sessionId,
      target: placement.target,
      row: {
        slot,
        serial: moves ? records.serial(slot) : table.nextSerial(),
        key: request.key,
        backendNo: placement.target.row.no,
        incarnation: placement.target.row.incarnation,
        generation: moves ? records.generation(slot) + 1 : 1,
        createdAtMs: moves ? records.createdAtMs(slot) : nowMs,
        lastActiveMs: nowMs,
        idleTimeoutMs: moves ? table.ownIdleTimeoutMs(slot) : request.idleTimeoutMs,
        reason: placement.reason,
      },
    };
    request.pool.taken(placement.target);
    if (known) {
      records.set(slot, flag.busy);
      this.inFlight.addToSlot(slot, claim);
    } else {
      this.inFlight.addToKey(claim);
    }
    return claim;
  }

  /** The store has it: the holder is the truth, even if another router won. */
  settle(claim: PendingClaim, holder: Holder): void {
    const { slot, key } = claim.row;
    this.#unreserve(claim);
    const { records } = this.table;
    if (records.has(slot, flag.live)) {
      this.#leave(this.home(slot), records.incarnation(slot));
      this.inFlight.removeFromSlot(slot);
    } else {
      this.inFlight.removeFromKey(key);
    }
    const { backendNo, incarnation, generation } = holder;
    const won = backendNo === claim.row.backendNo && generation === claim.row.generation;
    this.table.put(won ? claim.row : { ...claim.row, backendNo, incarnation, generation });
    const home = this.registry.memberNo(holder.backendNo)!;
    home.enter(holder.incarnation);
    this.#roomChanged(home);
  }

  /** The claim failed: it leaves no trace. */
  abandon(claim: PendingClaim): void {
    const { slot, key } = claim.row;
    this.#unreserve(claim);
    if (this.table.records.has(slot, flag.live)) {
      this.table.records.clear(slot, flag.busy);
      this.inFlight.removeFromSlot(slot);
    } else {
      this.inFlight.removeFromKey(key);
      this.table.release(slot);
    }
  }

  /** The session is to end. Undefined while another change of it is in flight. */
  beginEnd(slot: number): PendingEnd | undefined {
    const { records } = this.table;
    if (!records.has(slot, flag.live) || records.has(slot, flag.busy)) return undefined;
    const end: PendingEnd = {
      kind: 'end',
      slot,
      serial: records.serial(slot),
      key: records.key(slot),
      home: this.home(slot),
    };
    records.set(slot, flag.busy);
    this.inFlight.addToSlot(slot, end);
    return end;
  }

  /** The delete is durable: only now is the slot free. */
  settleEnd(end: PendingEnd): void {
    this.inFlight.removeFromSlot(end.slot);
    this.#leave(end.home, this.table.records.incarnation(end.slot));
    this.table.remove(end.slot);
  }

  abandonEnd(end: PendingEnd): void {
    this.inFlight.removeFromSlot(end.slot);
    this.table.records.clear(end.slot, flag.busy);
  }

  /** Last-active times that are due to be written, at most `limit`, the longest waiting first. */
  takeTouches(limit: number): Touch[] {
    const { records } = this.table;
    const touches: Touch[] = [];
    for (const slot of this.#touched.splice(0, limit)) {
      if (!records.has(slot, flag.touchQueued)) continue; // it ended or was rewritten meanwhile
      records.clear(slot, flag.touchQueued);
      const lastActiveMs = records.lastActiveMs(slot);
      records.setStoredSeconds(slot, Math.floor(lastActiveMs / 1000));
      touches.push({ slot, serial: records.serial(slot), lastActiveMs });
    }
    return touches;
  }

  /** Those times were not written: they are due again. */
  touchesFailed(touches: readonly Touch[]): void {
    const { records } = this.table;
    for (const { slot, serial } of touches) {
      if (!records.has(slot, flag.live) || records.serial(slot) !== serial) continue;
      records.setStoredSeconds(slot, 0);
      if (records.has(slot, flag.touchQueued)) continue;
      records.set(slot, flag.touchQueued);
      this.#touched.push(slot);
    }
  }

  reasonOfLast(slot: number): Reason {
    return reasonOf(this.table.records.reasonCode(slot));
  }

  #place(kind: 'assign' | 'move', slot: number, reason: Reason, request: RouteRequest): Decision {
    if (slot < 0 && this.table.allocated >= this.sessionLimit) return { kind: 'refused', why: 'session-table-full' };
    const target = request.pool.choose({ fingerprint: () => fingerprint(hashedText(request)) });
    if (target !== undefined) return { kind, slot, reason, target };
    return { kind: 'refused', why: request.pool.isFull ? 'pool-full' : 'no-eligible-backend' };
  }

  #unreserve(claim: PendingClaim): void {
    claim.target.reserved -= 1;
    this.#roomChanged(claim.target);
  }

  #leave(home: Member, incarnation: number): void {
    home.leave(incarnation);
    this.#roomChanged(home);
  }

  #roomChanged(member: Member): void {
    if (member.row.settings.maxSessions > 0) this.registry.findPool(member.row.pool)?.eligibilityChanged();
  }
}

/** An unknown address falls back on the session id: better spread than all on one backend. */
function hashedText(request: RouteRequest): string {
  if (request.pool.settings.hashOn === 'client_ip' && request.clientIp !== '') return clientNetwork(request.clientIp);
  return request.sessionId;
}
