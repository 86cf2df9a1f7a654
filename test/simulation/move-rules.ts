import { mark } from '../../daemon/core/model.ts';
import type { Claim } from '../../daemon/core/ports.ts';
import { holdForMs, type Judge } from './judge.ts';
import { has, type ModelSession } from './model.ts';
import { isHeldBack, leavesBecause, reaction, standing } from './standings.ts';

type Fault = readonly [invariant: string, how: string];

/** What is wrong with a move, when it is asked for. */
export function* moveFaults(judge: Judge, claim: Claim, session: ModelSession): Generator<Fault> {
  const { row, event } = claim;
  const { name } = session;
  if (row.generation !== session.generation + 1)
    yield ['I2', `${name} goes from generation ${session.generation} to ${row.generation}`];
  if (row.reason !== event.reason) yield ['journal', `${name} moves because of ${row.reason}, told as ${event.reason}`];
  if (event.who === 'router') {
    yield* ofRouter(judge, claim, session);
    return;
  }
  if (event.who === 'lbd') yield* ofDrain(judge, claim, session);
  else if (row.reason !== 'operator') yield ['I2', `${name} is moved by hand because of ${row.reason}`];
  if (has(session, 'pinned')) yield ['pin', `${name} is pinned, and is moved by ${event.who}`];
  const sightings = sightingsOf(judge, session);
  if (!sightings.some(({ lastActiveMs }) => lastActiveMs === row.lastActiveMs))
    yield ['lease', `${name} is moved by ${event.who}, and counts as seen`];
  if (!sightings.some(({ marks }) => row.marks === (marks | mark.untold)))
    yield ['untold', `${name} is moved, and is not to be told`];
}

/** What is wrong with another change of a session that stays where it is. */
export function* updateFaults(judge: Judge, { row, event, labels }: Claim, session: ModelSession): Generator<Fault> {
  const { name } = session;
  const moved = row.backendNo !== session.backendNo || row.incarnation !== session.incarnation;
  if (moved || row.generation !== session.generation) yield ['I2', `${name} is ${event.kind}, and moves`];
  const sightings = sightingsOf(judge, session);
  if (!sightings.some(({ lastActiveMs }) => lastActiveMs === row.lastActiveMs))
    yield ['lease', `${name} is ${event.kind}, and counts as seen`];
  if (row.reason !== session.reason) yield ['journal', `${name} is ${event.kind}, and forgets why it is here`];
  const pinned = event.kind === 'pinned' ? mark.pinned : event.kind === 'unpinned' ? 0 : session.marks & mark.pinned;
  const labelled = labels === undefined ? session.marks & mark.labelled : mark.labelled;
  const others = mark.confirmed | mark.untold;
  if (!sightings.some(({ marks }) => row.marks === ((marks & others) | pinned | labelled)))
    yield ['marks', `${name} is ${event.kind}, with marks ${row.marks}`];
}

/** As it was seen last; and as it is seen now, where somebody is about to be answered. */
function sightingsOf({ model, callers }: Judge, session: ModelSession): Pick<ModelSession, 'lastActiveMs' | 'marks'>[] {
  const isBeingSeen = callers.of(session.name).some(({ wish }) => !wish.validateOnly);
  const seen = { lastActiveMs: model.clock.now(), marks: (session.marks | mark.confirmed) & ~mark.untold };
  return isBeingSeen ? [session, seen] : [session];
}

function* ofRouter(judge: Judge, { row }: Claim, session: ModelSession): Generator<Fault> {
  const { model } = judge;
  const { name } = session;
  if (model.hasLapsed(session)) yield ['I2', `${name} moves, and has lapsed`];
  const callers = judge.callers.of(name);
  if (row.reason === 'connect-failed') {
    const home = model.home(session)?.id ?? '';
    if (!callers.some(({ wish }) => wish.tried?.includes(home)))
      yield ['I2', `${name} moves, though nobody tried ${home}`];
    if (has(session, 'pinned')) yield ['pin', `${name} is pinned, and moves because a connection failed`];
    if (model.pools.get(session.pool)?.settings.onUnhealthy !== 'redistribute')
      yield ['reaction', `${name} moves because a connection failed, and its pool does not want that`];
  } else {
    const because = leavesBecause(model, session);
    if (because === undefined) yield ['I2', `${name} moves, though its home is ${standing(model, session)}`];
    else if (row.reason !== because) yield ['I2', `${name} moves because of ${row.reason}, not ${because}`];
    else yield* ofReaction(judge, session, because);
  }
  if (row.lastActiveMs !== model.clock.now()) yield ['lease', `${name} moves, and is not seen`];
  // Its client asked a second time: it is one that comes back.
  const seen = (session.marks | mark.confirmed) & ~mark.untold;
  if ((row.marks | mark.labelled) !== (seen | mark.labelled))
    yield ['marks', `${name} moves with marks ${row.marks}, had ${session.marks}`];
}

function* ofReaction(judge: Judge, session: ModelSession, because: Parameters<typeof reaction>[2]): Generator<Fault> {
  const wanted = reaction(judge.model, session, because);
  if (wanted === 'refuse') yield ['reaction', `${session.name} moves, and its pool refuses (${because})`];
  if (wanted !== 'hold') return;
  const nowMs = judge.model.clock.now();
  const waited = judge.callers.of(session.name).some(({ askedMs }) => nowMs >= askedMs + holdForMs);
  if (!waited) yield ['reaction', `${session.name} moves, and its pool holds (${because})`];
}

function* ofDrain({ model }: Judge, { row }: Claim, session: ModelSession): Generator<Fault> {
  const home = model.home(session);
  const isMoving = home?.admin === 'draining' && home.drain?.mode === 'move' && !isHeldBack(home);
  if (!isMoving || session.incarnation < home.keptFrom)
    yield ['drain', `${session.name} moves, and no drain wants that`];
  if (row.reason !== 'backend-drained') yield ['I2', `${session.name} moves by a drain because of ${row.reason}`];
}
