import type { BackendRow } from '../../daemon/core/model.ts';
import type { JournalEvent } from '../../daemon/core/ports.ts';
import { defaultDrainDeadlineMs } from '../../daemon/drains/drains.ts';
import type { Judge } from './judge.ts';
import { has } from './model.ts';

/** Deadlines that are asked for here; none of them is the default. */
export const drainDeadlinesMs = [5_000, 60_000];

/** No idle timeout of a pool is shorter here. */
export const shortestIdleMs = 20_000;

/** What is wrong with a change of a drain. */
export function* drainFaults(
  judge: Judge,
  before: BackendRow,
  row: BackendRow,
  { kind, who }: JournalEvent,
): Generator<string> {
  if (who === 'lbd' && kind === 'drained') yield* ofEnd(judge, before, row);
  else if (who === 'lbd' && kind === 'drain-changed') yield* ofHold(judge, before, row);
  else if (kind === 'draining') yield* ofBegin(judge, row);
  else if (kind === 'drain-changed') yield* ofChange(judge, before, row);
  const ends = kind === 'undrained' || kind === 'uncordoned' || kind === 'cordoned';
  const begins = kind === 'draining' || kind === 'drain-changed' || kind === 'drained';
  if (ends && row.drain !== null) yield `${row.id} is ${kind}, and its drain goes on`;
  if (!ends && !begins && row.drain !== before.drain && row.drain !== null)
    yield `${row.id} is ${kind}, and its drain changes`;
  if (ends ? row.admin !== (kind === 'cordoned' ? 'cordoned' : 'active') : !begins && changesAdmin(before, row))
    yield `${row.id} is ${kind}, and ${row.admin}`;
}

/** A drain ends by its deadline or when nobody is left. */
function* ofEnd(judge: Judge, before: BackendRow, row: BackendRow): Generator<string> {
  const { model } = judge;
  if (!isOver(judge, before)) {
    if (judge.load(row.no) > 0) yield `${row.id} is drained before its deadline, and holds sessions`;
    if (before.drain?.mode === 'hold') yield `${row.id} is drained, and was to be held`;
    return;
  }
  if (before.drain?.atDeadline === 'hold') yield `${row.id} is drained at its deadline, and was to be held`;
  if (before.drain?.atDeadline !== 'expire') return;
  for (const session of model.sessions.values()) {
    if (session.backendNo !== row.no || session.incarnation < before.keptFrom) continue;
    // One that came after the others were ended was claimed before the drain began.
    const isLate =
      session.told === false || judge.isPending(session.slot) || session.createdAtWallMs > deadlineOf(before);
    // One that had lapsed when they were looked for lives again where its lease was made longer meanwhile.
    const mayHaveLapsed =
      model.hasLapsed(session) || session.ownIdleMs > 0 || model.clock.now() - session.lastActiveMs >= shortestIdleMs;
    if (!has(session, 'pinned') && !mayHaveLapsed && !isLate)
      yield `${row.id} is drained, and ${session.name} was not ended`;
  }
}

function* ofHold(judge: Judge, before: BackendRow, row: BackendRow): Generator<string> {
  if (!isOver(judge, before) || before.drain?.atDeadline !== 'hold') yield `${row.id} is held, and nobody wants that`;
  if (row.drain?.mode !== 'hold' || row.drain.deadlineMs !== null) yield `${row.id} is over, and not held`;
}

function* ofBegin({ model }: Judge, row: BackendRow): Generator<string> {
  if (row.drain?.held !== model.keptBy(row.no))
    yield `${row.id} begins to drain with ${row.drain?.held} sessions, a recount ${model.keptBy(row.no)}`;
  if (row.drain?.startedAtMs !== model.clock.wallNow()) yield `${row.id} began to drain at another time`;
}

/** Asked again, a running drain changes in what was asked only. */
function* ofChange({ model }: Judge, before: BackendRow, row: BackendRow): Generator<string> {
  if (before.admin !== 'draining') yield `${row.id} was not draining`;
  if (row.drain?.startedAtMs !== before.drain?.startedAtMs || row.drain?.held !== before.drain?.held)
    yield `${row.id} begins its drain anew`;
  const inMs = (row.drain?.deadlineMs ?? 0) - model.clock.wallNow();
  if (row.drain?.deadlineMs !== before.drain?.deadlineMs && ![0, ...drainDeadlinesMs].includes(inMs))
    yield `${row.id} has another deadline, in ${inMs} ms (${defaultDrainDeadlineMs} is the default), and nobody asked`;
}

export function isOver({ model }: Judge, row: BackendRow): boolean {
  return deadlineOf(row) <= model.clock.wallNow();
}

function deadlineOf({ drain }: BackendRow): number {
  return drain?.deadlineMs ?? Number.POSITIVE_INFINITY;
}

function changesAdmin(before: BackendRow, row: BackendRow): boolean {
  return row.admin !== before.admin && row.removed === before.removed;
}
