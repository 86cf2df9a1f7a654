import { mark } from '../../daemon/core/model.ts';
import { flag } from '../../daemon/core/session-records.ts';
import type { Engine } from '../../daemon/engine.ts';
import type { MemoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import type { Judge } from './judge.ts';
import type { ModelSession } from './model.ts';

/** The table against the model, session by session: it shows what is durable, no more and no less. Any time. */
export function recountTable(engine: Engine, judge: Judge): void {
  const { model } = judge;
  const { table } = engine;
  const { records } = table;
  const wrong = (session: ModelSession, what: string) => judge.violated('table', `${session.name}: ${what} differs`);
  if (table.size !== model.sessions.size)
    judge.violated('table', `${table.size} sessions, ${model.sessions.size} durable`);
  for (const session of model.sessions.values()) {
    const { slot } = session;
    if (table.find(session.key) !== slot) {
      wrong(session, 'slot');
      continue;
    }
    if (records.serial(slot) !== session.serial) wrong(session, 'serial');
    if (records.backendNo(slot) !== session.backendNo) wrong(session, 'backend');
    if (records.incarnation(slot) !== session.incarnation) wrong(session, 'incarnation');
    if (records.generation(slot) !== session.generation) wrong(session, 'generation');
    if (records.lastActiveMs(slot) !== session.lastActiveMs) wrong(session, 'last-active time');
    if (records.createdAtMs(slot) + engine.clock.wallOffsetMs !== session.createdAtWallMs)
      wrong(session, 'create time');
    if (table.ownIdleTimeoutMs(slot) !== session.ownIdleMs) wrong(session, 'idle timeout');
    if (records.marks(slot) !== session.marks) wrong(session, 'mark');
    const isDue = records.has(slot, flag.touchQueued) || judge.isBeingTouched(slot);
    const unstored = (session.marks ^ session.storedMarks) & (session.mayBeToldAgain ? ~mark.untold : -1);
    if (unstored !== 0 && !isDue)
      judge.violated('touches', `${session.name}: the disk has marks ${session.storedMarks}, and nothing is queued`);
    const behindMs = session.lastActiveMs - session.storedMs;
    if (behindMs > model.quantumMs(session) && !isDue) {
      judge.violated('touches', `${session.name}: the disk is ${behindMs} ms behind, and nothing is queued`);
    }
  }
  for (const row of model.backends.values()) {
    if (engine.registry.memberNo(row.no)?.row !== row)
      judge.violated('table', `backend ${row.id} (${row.no}) is not what is durable`);
  }
}

/** When nothing is in flight: nothing is reserved, and every count is what a recount says. */
export function recountQuiet(engine: Engine, judge: Judge, disk: MemoryDisk): void {
  recountTable(engine, judge);
  const { model } = judge;
  const { table, router } = engine;
  if (router.inFlight.size > 0)
    judge.violated('no trace', `${router.inFlight.size} changes are in flight, and nobody asked`);
  if (table.allocated !== table.size)
    judge.violated('no trace', `${table.allocated - table.size} slots are reserved for nobody`);
  for (const { slot, name } of model.sessions.values()) {
    if (table.records.has(slot, flag.busy)) judge.violated('no trace', `${name} is busy for nobody`);
  }
  for (const [cause, count] of Object.entries(judge.counted)) {
    const said = engine.violations.counts[cause as keyof typeof judge.counted];
    if (said !== count) judge.violated('counts', `${said} violations are ${cause}, a recount ${count}`);
  }
  for (const member of engine.registry.members) {
    const { no, id } = member.row;
    const rows = [...model.sessions.values()].filter(({ backendNo }) => backendNo === no).length;
    if (member.reserved !== 0 || member.leaving)
      judge.violated('no trace', `${id} has ${member.reserved} reserved, leaving ${member.leaving}`);
    if (member.rows !== rows || member.kept !== model.keptBy(no)) {
      judge.violated(
        'counts',
        `${id} counts ${member.kept} of ${member.rows}, a recount ${model.keptBy(no)} of ${rows}`,
      );
    }
  }
  recountDisk(judge, disk);
}

function recountDisk({ model, violations }: Judge, disk: MemoryDisk): void {
  const left = new Map(model.bySlot);
  disk.load({
    pool() {},
    backend() {},
    cookieFence() {},
    ended() {},
    expectSessions() {},
    session(
      slot,
      serial,
      _k0,
      _k1,
      _k2,
      _k3,
      backendNo,
      incarnation,
      generation,
      _at,
      lastActiveMs,
      _idle,
      _why,
      marks,
    ) {
      const known = left.get(slot);
      left.delete(slot);
      const same =
        known?.serial === serial &&
        known.backendNo === backendNo &&
        known.incarnation === incarnation &&
        known.generation === generation &&
        known.storedMs === lastActiveMs &&
        known.storedMarks === marks &&
        labelText(disk.labels(slot, serial)) === labelText(known.labels);
      if (!same) violations.push(`disk: slot ${slot} is not what was committed`);
    },
  });
  if (left.size > 0) violations.push(`disk: ${left.size} sessions are missing`);
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort());
}
