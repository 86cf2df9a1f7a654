import type { BackendRow, BreakReason } from '../../daemon/core/model.ts';
import type { ControlChange, JournalEvent } from '../../daemon/core/ports.ts';
import { drainFaults } from './drain-rules.ts';
import type { Judge } from './judge.ts';
import type { Model } from './model.ts';
import { outageFaults } from './outage-rules.ts';
import { isHeldBack } from './standings.ts';

/** An address of this host is another process of the same memory: its change was asked with `keep_sessions`. */
export const sameProcessHost = 'same.test';

/** What is wrong with a change of backends, when it is asked for. */
export function* backendFaults(judge: Judge, change: ControlChange): Generator<string> {
  const { model } = judge;
  const { backends = [], forgottenBackends = [], events } = change;
  for (const row of backends) {
    const before = model.backends.get(row.no);
    const [event] = events;
    if (event === undefined || event.backendId !== row.id) yield `nothing tells of the change of ${row.id}`;
    else if (before === undefined) yield* ofNew(model, row);
    else {
      yield* ofChanged(model, before, row, event);
      yield* drainFaults(judge, before, row, event);
      yield* outageFaults(judge, before, row, event);
    }
  }
  for (const no of forgottenBackends) {
    const pending = [...judge.store.pending()];
    const inFlight = pending.some((each) => each.kind === 'claim' && each.claim.row.backendNo === no);
    const referred = [...model.sessions.values()].some((session) => session.backendNo === no);
    if (inFlight || referred || model.backends.get(no)?.removed === false)
      yield `backend ${no} is forgotten, and sessions refer to it`;
  }
}

function* ofNew(model: Model, row: BackendRow): Generator<string> {
  for (const other of model.backends.values()) {
    if (other.pool === row.pool && other.id === row.id)
      yield `${row.pool}/${row.id} has two numbers: ${other.no} and ${row.no}`;
  }
  if (row.keptFrom !== row.incarnation) yield `${row.id} is new and has sessions`;
}

/** Sessions are let go when, and only when, what their home remembered is gone. */
function* ofChanged(model: Model, before: BackendRow, row: BackendRow, event: JournalEvent): Generator<string> {
  if (before.pool !== row.pool || before.id !== row.id) yield `number ${row.no} of ${before.id} was given to ${row.id}`;
  const change = `${row.id} (${event.kind}) goes from incarnation ${before.incarnation} (kept from ${before.keptFrom}) to ${row.incarnation} (kept from ${row.keptFrom})`;
  const because = lostBecause(model, before, row);
  const isWrittenOff = event.kind === 'broken' && because === undefined;
  const falls = row.health === 'unhealthy' && before.health !== 'unhealthy';
  if (row.incarnation !== before.incarnation + (because !== undefined || falls ? 1 : 0)) yield change;
  const keptFrom = because !== undefined ? row.incarnation : isWrittenOff ? before.incarnation : before.keptFrom;
  if (row.keptFrom !== keptFrom) yield `${change}: wrong sessions kept`;
  const told = because ?? (isWrittenOff ? 'backend-unhealthy' : before.brokenBecause);
  if (row.brokenBecause !== told && !before.removed) yield `${change}: because of ${row.brokenBecause}, not ${told}`;
}

function lostBecause(model: Model, before: BackendRow, row: BackendRow): BreakReason | undefined {
  if (row.removed !== before.removed) return 'backend-removed';
  if (row.admin === 'drained' && before.admin !== 'drained') return 'backend-drained';
  const { address } = row.settings;
  if (address !== before.settings.address) return address.startsWith(sameProcessHost) ? undefined : 'backend-restarted';
  const keeps = model.pools.get(row.pool)?.settings.onRestart === 'keep' || isHeldBack(before);
  const isAnother = before.instance !== '' && row.instance !== before.instance;
  return isAnother && !keeps ? 'backend-restarted' : undefined;
}
