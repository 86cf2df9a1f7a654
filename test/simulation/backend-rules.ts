import type { BackendRow } from '../../daemon/core/model.ts';
import type { ControlChange, JournalKind } from '../../daemon/core/ports.ts';
import type { Change } from './faulty-store.ts';
import type { Model } from './model.ts';

/** An address of this host is another process of the same memory: its change was asked with `keep_sessions`. */
export const sameProcessHost = 'same.test';

/** What is wrong with a change of backends, when it is asked for. */
export function* backendFaults(
  model: Model,
  { backends = [], forgottenBackends = [], events }: ControlChange,
  pending: () => Iterable<Change>,
): Generator<string> {
  for (const row of backends) {
    const before = model.backends.get(row.no);
    if (before === undefined) yield* ofNew(model, row);
    else yield* ofChanged(model, before, row, events[0]?.kind);
    const { kind, who } = events[0] ?? {};
    if (before !== undefined && kind === 'drained' && who === 'lbd') {
      const deadlineMs = before.drain?.deadlineMs ?? null;
      const late = deadlineMs !== null && deadlineMs <= model.clock.wallNow();
      if (!late && model.keptBy(row.no) > 0) yield `${row.id} is drained before its deadline, and holds sessions`;
    }
  }
  for (const no of forgottenBackends) {
    const inFlight = [...pending()].some((change) => change.kind === 'claim' && change.claim.row.backendNo === no);
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

function* ofChanged(
  model: Model,
  before: BackendRow,
  row: BackendRow,
  kind: JournalKind | undefined,
): Generator<string> {
  if (before.pool !== row.pool || before.id !== row.id) yield `number ${row.no} of ${before.id} was given to ${row.id}`;
  const restarts =
    row.settings.address !== before.settings.address && !row.settings.address.startsWith(sameProcessHost);
  const letsGo =
    row.removed !== before.removed ||
    (row.admin === 'drained' && before.admin !== 'drained') ||
    (restarts && !row.removed);
  const falls = row.health === 'unhealthy' && before.health !== 'unhealthy';
  const change = `${row.id} goes from incarnation ${before.incarnation} (kept from ${before.keptFrom}) to ${row.incarnation} (kept from ${row.keptFrom})`;
  if (letsGo || falls ? row.incarnation <= before.incarnation : row.incarnation !== before.incarnation) yield change;
  if (kind === 'broken') yield* ofWrittenOff(model, before, row);
  else if (letsGo ? row.keptFrom !== row.incarnation : row.keptFrom !== before.keptFrom)
    yield `${change}: wrong sessions kept`;
}

function* ofWrittenOff(model: Model, before: BackendRow, row: BackendRow): Generator<string> {
  if (before.health !== 'unhealthy') yield `${row.id} is written off, and is ${before.health}`;
  if (row.keptFrom !== before.incarnation) yield `${row.id} is written off, and keeps from ${row.keptFrom}`;
  const { breakAfterMs } = model.pools.get(row.pool)!.settings;
  if (model.clock.wallNow() - before.healthSinceMs < breakAfterMs) yield `${row.id} is written off too early`;
}
