import { standing } from './affinity.ts';
import { type Core, decide, homeOf, lastReason } from './decide.ts';
import { whyNotEligible } from './eligibility.ts';
import { expiresAtMs } from './lease.ts';
import type { Member } from './member.ts';
import { type DurationMs, type InstantMs, mark } from './model.ts';
import type { RouteRequest } from './route-request.ts';
import { flag } from './session-records.ts';

/** Backends told one by one; the rest by their number. */
const mostTold = 50;

/** Each step of a decision in words and values, as it stands at `nowMs`. Changes nothing, and costs far more than deciding. */
export function explain(core: Core, request: RouteRequest, nowMs: InstantMs): string[] {
  const { table } = core;
  const { pool } = request;
  const slot = table.find(request.key);
  if (slot < 0) return ['the session id is not known', ...choice(core, request, nowMs)];
  const home = homeOf(core, slot);
  const generation = table.records.generation(slot);
  const steps = [
    `the session is known: at home on "${home.row.id}" since generation ${generation} (${lastReason(core, slot)})`,
    ...lease(core, slot, request, nowMs),
  ];
  if (table.records.has(slot, flag.busy))
    return [...steps, 'a change of it waits for its commit: whoever asks waits for that'];
  if (expiresAtMs(table, slot, pool.settings) <= nowMs) return [...steps, ...choice(core, request, nowMs)];
  const isPinned = (table.records.marks(slot) & mark.pinned) !== 0;
  if (isPinned) steps.push('it is pinned: drains leave it where it is');
  const affinity = standing(home, table.records.incarnation(slot), isPinned, request.pool.ignoresHealth);
  steps.push(
    `"${home.row.id}" is ${home.row.admin} and ${home.row.health}: the affinity is ${affinity}${because(affinity, home)}`,
  );
  const decision = decide(core, request, nowMs);
  if (decision.kind === 'kept') return [...steps, `it stays on "${home.row.id}"; the policy is not asked`];
  if (decision.kind === 'hold')
    return [...steps, `the pool wants it held: it waits up to ${spoken(pool.settings.holdForMs)} for its home`];
  if (decision.kind === 'refused' && decision.why === 'home-unavailable')
    return [...steps, 'the pool wants it refused until its home is back'];
  return [...steps, ...choice(core, request, nowMs)];
}

function lease({ table }: Core, slot: number, { pool }: RouteRequest, nowMs: InstantMs): string[] {
  const idleMs = nowMs - table.records.lastActiveMs(slot);
  const leftMs = expiresAtMs(table, slot, pool.settings) - nowMs;
  if (leftMs <= 0) return [`its lease ended ${spoken(-leftMs)} ago, unseen for ${spoken(idleMs)}: it begins anew`];
  return [`it was seen ${spoken(idleMs)} ago; its lease runs ${spoken(leftMs)} more`];
}

function choice(core: Core, request: RouteRequest, nowMs: InstantMs): string[] {
  const { pool } = request;
  const eligible = new Set(pool.eligible());
  const steps = pool.members.slice(0, mostTold).map((member) => {
    if (eligible.has(member)) return `candidate "${member.row.id}": weight ${round(member.weight)}, ${load(member)}`;
    return `left out "${member.row.id}": ${whyNotEligible(member, pool.ignoresHealth) || 'not seen healthy yet, and others were'}`;
  });
  const untold = pool.members.length - steps.length;
  if (untold > 0) steps.push(`and ${untold} more backends`);
  const decision = decide(core, request, nowMs, true);
  if (decision.kind === 'refused') return [...steps, `nobody takes it: ${decision.why}`];
  if (decision.kind !== 'assign' && decision.kind !== 'move') return steps;
  return [...steps, `policy ${pool.settings.policy} chose "${decision.target.row.id}"`];
}

function load(member: Member): string {
  const { connections } = member;
  return `${member.load} session${member.load === 1 ? '' : 's'}${connections === undefined ? '' : `, ${connections} requests in flight`}`;
}

function because(affinity: string, home: Member): string {
  if (affinity === 'broken') return `, because ${home.row.brokenBecause}`;
  return affinity === 'away' ? `, because ${home.row.healthReason}` : '';
}

function spoken(durationMs: DurationMs): string {
  if (durationMs < 10_000) return `${Math.round(durationMs)} ms`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
