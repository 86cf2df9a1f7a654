import { type ServiceError, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';

const cycles = Number(process.env.LBD_KILL_CYCLES ?? 8);
const callers = 24;
const sessions = Array.from({ length: 150 }, (_, i) => `known-${i}`);
const backends = ['web-1', 'web-2', 'web-3', 'web-4'];

/** What a caller was last told of a session; undefined while a call of it is under way or failed: it may be either way. */
const told = new Map<string, { backend: string; generation: number } | 'ended' | undefined>();
let lbd: ADaemon;
/** What the journal tells of moves: session, generation and backend. */
const movesTold = new Set<string>();
let sequence = 0;
let answered = 0;
const counts = { moved: 0, ended: 0, movedByDrains: 0 };

/** Routes, moves, ends and new sessions, each caller one call after another, until lbd is gone. */
async function caller(no: number, isOver: () => boolean): Promise<void> {
  for (let i = 0; !isOver(); i += 1) {
    // Each caller has sessions of its own: what one was told, no other changes.
    const known = sessions[(i * callers + no) % sessions.length]!;
    const mine = Number(known.slice(6)) % callers === no;
    const session_id = mine ? known : `new-${no}-${Date.now()}-${i}`;
    const before = told.get(session_id);
    told.set(session_id, undefined);
    try {
      if (mine && i % 7 === 3) {
        await ask(lbd.routing, lbd.routing.EndSession, { session_id });
        told.set(session_id, 'ended');
        counts.ended += 1;
      } else if (mine && i % 3 === 1) {
        const to_backend_id = backends[i % backends.length]!;
        const { backend_id, generation } = await ask(lbd.admin, lbd.admin.MoveSession, { session_id, to_backend_id });
        told.set(session_id, { backend: backend_id, generation });
        counts.moved += 1;
      } else {
        const { backend, generation } = await ask(lbd.routing, lbd.routing.Route, { session_id });
        told.set(session_id, { backend: backend!.id, generation });
      }
      answered += 1;
    } catch (error) {
      const { code } = error as ServiceError;
      if (code !== status.NOT_FOUND && code !== status.FAILED_PRECONDITION) return; // killed: nobody knows how that went
      told.set(session_id, before); // it is not there to be moved, or the target takes none: nothing has changed
    }
  }
}

/** Reads on in the journal: its lines are numbered, and each move is among them. */
async function readMoves(): Promise<void> {
  for (let more = true; more; ) {
    const page = await ask(lbd.admin, lbd.admin.ListEvents, { after_sequence: sequence, page_size: 1_000 });
    for (const event of page.events) {
      expect(Number(event.sequence)).toBeGreaterThan(sequence);
      sequence = Number(event.sequence);
      if (event.kind !== 'moved') continue;
      expect(event.reason, `generation ${event.generation} of ${event.session_id}`).not.toBe('');
      movesTold.add(`${event.session_id} ${event.generation} ${event.backend_id}`);
      if (event.who === 'lbd') counts.movedByDrains += 1;
    }
    more = page.more;
  }
}

/** Every session that lbd has, by its id. */
async function listed(): Promise<Map<string, { backend: string; generation: number; kept: boolean }>> {
  const all = new Map<string, { backend: string; generation: number; kept: boolean }>();
  let page_token = '';
  do {
    const page = await ask(lbd.admin, lbd.admin.ListSessions, { page_size: 1_000, page_token });
    for (const { session_id, backend_id, generation, kept } of page.sessions) {
      all.set(session_id, { backend: backend_id, generation, kept });
    }
    page_token = page.next_page_token;
  } while (page_token !== '');
  return all;
}

beforeAll(async () => {
  lbd = await aDaemon(['--housekeeping-interval', '20ms']);
  for (const id of backends) {
    await ask(lbd.admin, lbd.admin.CreateBackend, { backend: { id, address: '127.0.0.1:9' } });
  }
});
afterAll(() => lbd.stop());

describe('kill -9 under load', () => {
  test(`loses no acknowledged assignment and revives no ended session, ${cycles} times`, {
    timeout: cycles * 20_000,
  }, async () => {
    let checked = 0;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      let over = false;
      const before = answered;
      const calling = Array.from({ length: callers }, (_, no) => caller(no, () => over));
      // Well under way, with changes of backends among the claims; then the end, in the middle of whatever is written.
      while (answered < before + 300) await new Promise(setImmediate);
      const drained = backends[cycle % backends.length]!;
      await ask(lbd.admin, lbd.admin.DrainBackend, { backend_id: drained, deadline: { seconds: 0 } });
      const emptied = backends[(cycle + 1) % backends.length]!;
      const plan = { mode: 'DRAIN_MODE_MOVE', deadline: { seconds: 600 } } as const;
      const asked = await ask(lbd.admin, lbd.admin.DrainBackend, { backend_id: emptied, ...plan });
      while (answered < before + 600) await new Promise(setImmediate);
      const killed = lbd.restart('SIGKILL');
      await Promise.allSettled(calling);
      over = true;
      await killed;

      const ofDrained = await ask(lbd.admin, lbd.admin.GetBackend, { backend_id: drained });
      expect(ofDrained.admin_state).toBe('ADMIN_STATE_DRAINED');
      const ofEmptied = await ask(lbd.admin, lbd.admin.GetBackend, { backend_id: emptied });
      if (ofEmptied.admin_state !== 'ADMIN_STATE_DRAINED') expect(ofEmptied.drain).toEqual(asked.backend?.drain);
      const now = await listed();
      await readMoves(); // afterwards: drains go on, and a move is in the journal when it shows
      for (const [id, last] of told) {
        if (last === undefined) continue;
        checked += 1;
        const is = now.get(id);
        const where = `${id} in cycle ${cycle}`;
        if (last === 'ended') expect(is, where).toBeUndefined();
        // A drain may have moved it since: then the journal tells of it.
        else if (is !== undefined && is.generation > last.generation) {
          expect(movesTold, where).toContain(`${id} ${is.generation} ${is.backend}`);
        } else expect(is, where).toMatchObject(last);
      }
      for (const backend_id of [drained, emptied]) await ask(lbd.admin, lbd.admin.UndrainBackend, { backend_id });
    }
    expect(checked).toBeGreaterThan(cycles * 300);
    const { moved, ended, movedByDrains } = counts;
    console.log(
      `kill -9: ${cycles} cycles, ${answered} acknowledged calls (${moved} moves, ${ended} ends), ${movedByDrains} moves by drains, ${checked} checks, 0 lost`,
    );
  });
});
