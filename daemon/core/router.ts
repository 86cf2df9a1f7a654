import { CookieFences } from './cookie-fences.ts';
import { type Core, type Decision, decide, homeOf, lastReason, type Placement } from './decide.ts';
import type { Member } from './member.ts';
import { type InstantMs, type Labels, mark, type Reason } from './model.ts';
import { InFlight, type PendingClaim, type PendingEnd } from './pending.ts';
import type { Holder } from './ports.ts';
import type { Registry } from './registry.ts';
import type { RouteRequest } from './route-request.ts';
import { flag } from './session-records.ts';
import type { SessionTable } from './session-table.ts';
import { TouchQueue } from './touch-queue.ts';

/** What an operator or a drain may change of a session without its asking. */
export interface SessionChange {
  readonly target?: Member;
  readonly reason?: Reason;
  readonly marks?: number;
  readonly idleTimeoutMs?: number;
  readonly labels?: Labels;
}

/**
 * Decides where sessions live, and keeps the table true to the store: what is decided becomes a claim in flight, and
 * shows in the table when it is settled.
 */
export class Router implements Core {
  readonly table: SessionTable;
  readonly registry: Registry;
  readonly inFlight = new InFlight();
  readonly fences: CookieFences;
  readonly touches: TouchQueue;
  readonly sessionLimit: number;

  constructor(table: SessionTable, registry: Registry, sessionLimit: number, fences = new CookieFences()) {
    this.table = table;
    this.registry = registry;
    this.sessionLimit = sessionLimit;
    this.fences = fences;
    this.touches = new TouchQueue(table);
  }

  decide(request: RouteRequest, nowMs: InstantMs, afterHold = false): Decision {
    return decide(this, request, nowMs, afterHold);
  }

  home(slot: number): Member {
    return homeOf(this, slot);
  }

  /** Why the session is where it is. */
  reasonOfLast(slot: number): Reason {
    return lastReason(this, slot);
  }

  /** Reserves what the placement needs. It must be settled or abandoned. */
  claim(placement: Placement, request: RouteRequest, nowMs: InstantMs): PendingClaim {
    const { table } = this;
    const { pool, wish } = request;
    if (placement.reason === 'restored' || wish.madeBy !== undefined) pool.reserve(placement.target);
    else pool.taken(placement.target);
    if (placement.kind === 'move') {
      return this.#changeOf(placement.slot, 'moved', placement.target, nowMs, {
        reason: placement.reason,
        // It asked once more: it is one that comes back.
        marks: (table.records.marks(placement.slot) | mark.confirmed) & ~mark.untold,
        ...(wish.labels && { labels: wish.labels }),
      });
    }
    const slot = placement.slot >= 0 ? placement.slot : table.reserve();
    const { target, reason, as } = placement;
    return this.#begin({
      kind: 'claim',
      outcome: 'assigned',
      target,
      reserves: true,
      labels: wish.labels,
      row: {
        slot,
        serial: table.nextSerial(),
        key: request.key,
        backendNo: target.row.no,
        incarnation: as?.incarnation ?? target.row.incarnation,
        generation: as?.generation ?? 1,
        createdAtMs: nowMs,
        lastActiveMs: nowMs,
        idleTimeoutMs: wish.idleTimeoutMs,
        reason,
        marks: wish.labels === undefined ? 0 : mark.labelled,
      },
    });
  }

  /** A change of a known session that its client did not ask for; undefined while another one is in flight. */
  change(slot: number, { target, ...change }: SessionChange, nowMs: InstantMs): PendingClaim | undefined {
    const { records } = this.table;
    if (!records.has(slot, flag.live) || records.has(slot, flag.busy)) return undefined;
    if (target === undefined) return this.#changeOf(slot, 'kept', this.home(slot), nowMs, change);
    this.registry.pool(target.row.pool).taken(target);
    return this.#changeOf(slot, 'moved', target, nowMs, change);
  }

  /** The store has it: the holder is the truth, even if another router won. */
  settle(claim: PendingClaim, holder: Holder): void {
    const { slot, key } = claim.row;
    const { records } = this.table;
    this.#unreserve(claim);
    if (records.has(slot, flag.live)) {
      const before = this.home(slot);
      if (claim.outcome === 'moved') before.moved += 1;
      this.#leave(before, records.incarnation(slot));
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
    end.home.ended += 1;
    this.#leave(end.home, this.table.records.incarnation(end.slot));
    this.table.remove(end.slot);
  }

  abandonEnd(end: PendingEnd): void {
    this.inFlight.removeFromSlot(end.slot);
    this.table.records.clear(end.slot, flag.busy);
  }

  #changeOf(
    slot: number,
    outcome: 'moved' | 'kept',
    target: Member,
    nowMs: InstantMs,
    change: SessionChange,
  ): PendingClaim {
    const { table } = this;
    const { records } = table;
    const moves = outcome === 'moved';
    const home = this.home(slot);
    if (moves && home.row.admin === 'drained' && home.row.drain !== null && home.row.drain.rate > 0) home.moveTaken();
    return this.#begin({
      kind: 'claim',
      outcome,
      target,
      reserves: moves,
      labels: change.labels,
      row: {
        slot,
        serial: records.serial(slot),
        key: records.key(slot),
        backendNo: target.row.no,
        incarnation: moves ? target.row.incarnation : records.incarnation(slot),
        generation: records.generation(slot) + (moves ? 1 : 0),
        createdAtMs: records.createdAtMs(slot),
        // Only the client's own Route shows that somebody is there.
        lastActiveMs: (change.marks ?? 0) & mark.untold || !moves ? records.lastActiveMs(slot) : nowMs,
        idleTimeoutMs: change.idleTimeoutMs ?? table.ownIdleTimeoutMs(slot),
        reason: change.reason ?? 'operator',
        marks: (change.marks ?? records.marks(slot)) | (change.labels === undefined ? 0 : mark.labelled),
      },
    });
  }

  #begin(claim: PendingClaim): PendingClaim {
    const { slot } = claim.row;
    if (this.table.records.has(slot, flag.live)) {
      this.table.records.set(slot, flag.busy);
      this.inFlight.addToSlot(slot, claim);
    } else {
      this.inFlight.addToKey(claim);
    }
    return claim;
  }

  #unreserve(claim: PendingClaim): void {
    if (!claim.reserves) return;
    claim.target.reserved -= 1;
    this.#roomChanged(claim.target);
  }

  #leave(home: Member, incarnation: number): void {
    home.leave(incarnation);
    this.#roomChanged(home);
  }

  #roomChanged(member: Member): void {
    if (member.fullnessChanged()) this.registry.findPool(member.row.pool)?.eligibilityChanged();
  }
}
