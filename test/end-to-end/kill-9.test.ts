import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';

const cycles = Number(process.env.LBD_KILL_CYCLES ?? 8);
const callers = 24;
const sessions = Array.from({ length: 150 }, (_, i) => `known-${i}`);

/** What a caller was last told of a session; undefined while a call of it is under way or failed: it may be either way. */
const told = new Map<string, { backend: string; generation: number } | 'ended' | undefined>();
let lbd: ADaemon;
let answered = 0;

/** Routes, ends and new sessions, each caller one call after another, until lbd is gone. */
async function caller(no: number, isOver: () => boolean): Promise<void> {
  for (let i = 0; !isOver(); i += 1) {
    // Each caller has sessions of its own: what one was told, no other changes.
    const known = sessions[(i * callers + no) % sessions.length]!;
    const mine = Number(known.slice(6)) % callers === no;
    const session_id = mine ? known : `new-${no}-${Date.now()}-${i}`;
    told.set(session_id, undefined);
    try {
      if (mine && i % 7 === 3) {
        await ask(lbd.routing, lbd.routing.EndSession, { session_id });
        told.set(session_id, 'ended');
      } else {
        const { backend, generation } = await ask(lbd.routing, lbd.routing.Route, { session_id });
        told.set(session_id, { backend: backend!.id, generation });
      }
      answered += 1;
    } catch {
      return; // killed: nobody knows how that call went
    }
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
  lbd = await aDaemon();
  for (const id of ['web-1', 'web-2', 'web-3']) {
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
      const drained = ['web-1', 'web-2', 'web-3'][cycle % 3]!;
      await ask(lbd.admin, lbd.admin.DrainBackend, { backend_id: drained, deadline: { seconds: 0 } });
      while (answered < before + 600) await new Promise(setImmediate);
      const killed = lbd.restart('SIGKILL');
      await Promise.allSettled(calling);
      over = true;
      await killed;

      const status = await ask(lbd.admin, lbd.admin.GetBackend, { backend_id: drained });
      expect(status.admin_state).toBe('ADMIN_STATE_DRAINED');
      await ask(lbd.admin, lbd.admin.UndrainBackend, { backend_id: drained });
      const now = await listed();
      for (const [id, last] of told) {
        if (last === undefined) continue;
        checked += 1;
        if (last === 'ended') expect(now.has(id), `${id} was ended in cycle ${cycle}`).toBe(false);
        else
          expect(now.get(id), `${id} in cycle ${cycle}`).toMatchObject({
            backend: last.backend,
            generation: last.generation,
          });
      }
    }
    expect(checked).toBeGreaterThan(cycles * 300);
    console.log(`kill -9: ${cycles} cycles, ${answered} acknowledged calls, ${checked} checks, 0 lost`);
  });
});
