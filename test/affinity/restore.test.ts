import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBackend, anEngine, operator, type TestEngine } from '../support/an-engine.ts';
import { answer, jar } from './http-requests.ts';

const ids = ['api-1', 'api-2', 'api-3'];
const never = new AbortController().signal;

interface Client {
  cookie: string;
  /** Every cookie it ever had: a thief may have any of them. */
  readonly all: string[];
}

/** What is checked while clients, operators and a full table do as they like. */
class Watch {
  readonly #homes = new Map<string, string>();
  readonly #ended = new Set<string>();

  ended(sessionId: string): void {
    this.#ended.add(sessionId);
  }

  /** Of a client that presents its latest cookie. */
  told(sessionId: string, generation: number, backendId: string): void {
    const register = `${sessionId} ${generation}`;
    expect(this.#homes.get(register) ?? backendId, `${register} has two homes`).toBe(backendId);
    this.#homes.set(register, backendId);
    expect(this.#ended.has(sessionId), `${sessionId} was ended, and is back`).toBe(false);
  }
}

const idIn = (cookie: string) => /^session_id=([^.]+)/.exec(cookie)![1]!;

type Step = (place: { engine: TestEngine; clients: Client[]; watch: Watch; pick: number }) => Promise<void>;

const ask: Step = async ({ engine, clients, watch, pick }) => {
  const client = clients[pick % clients.length]!;
  if (engine.registry.pool('default').eligible().length === 0) return;
  const { assignment, setCookies } = await answer(engine, client.cookie);
  watch.told(assignment.sessionId, assignment.generation, assignment.backendId);
  if (setCookies.length > 0) {
    client.cookie = jar(setCookies);
    client.all.push(client.cookie);
  }
};

/** A thief's answer may be anything but a session that was ended. */
const steal: Step = async ({ engine, clients, watch, pick }) => {
  const client = clients[pick % clients.length]!;
  const stolen = client.all[pick % Math.max(1, client.all.length)];
  if (stolen === undefined || stolen !== client.cookie || engine.registry.pool('default').eligible().length === 0)
    return;
  const { assignment } = await answer(engine, stolen);
  watch.told(assignment.sessionId, assignment.generation, assignment.backendId);
};

const evict: Step = async ({ engine: { router, table, settlement } }) => {
  for (let slot = 0; slot < table.records.highWater; slot += 1) {
    const end = table.isLive(slot) ? router.beginEnd(slot) : undefined;
    if (end !== undefined) await settlement.end([end], { kind: 'expired', who: 'lbd', reason: 'evicted' });
  }
};

const logout: Step = async ({ engine, clients, watch, pick }) => {
  const client = clients[pick % clients.length]!;
  if (client.cookie === '') return;
  const sessionId = idIn(client.cookie);
  await engine.routing.endSession('default', sessionId, 'test');
  watch.ended(sessionId);
};

const expireAll: Step = async ({ engine, clients, watch }) => {
  await engine.sessions.expireNow({ kind: 'all' }, { validateOnly: false, signal: never }, operator);
  for (const { cookie } of clients) if (cookie !== '') watch.ended(idIn(cookie));
};

const removeOrAdd: Step = async ({ engine, pick }) => {
  const id = ids[pick % ids.length]!;
  const isThere = engine.registry.pool('default').member(id) !== undefined;
  if (isThere) await engine.backends.delete('default', id, { force: true, etag: '' }, operator);
  else await engine.backends.create('default', id, { ...aBackend, address: `${id}:1` }, operator);
};

const drainOrBack: Step = async ({ engine, pick }) => {
  const member = engine.registry.pool('default').member(ids[pick % ids.length]!);
  if (member === undefined) return;
  if (member.row.admin === 'active') await engine.verdicts.setHealth('default', member.row.id, 'unhealthy', 'test');
  if (pick % 2 === 0) await engine.verdicts.setHealth('default', member.row.id, 'healthy', 'test');
};

const pass: Step = async ({ engine, pick }) => engine.clock.advance((pick % 20) * 60_000 + 1_000);

const steps = { ask, steal, evict, logout, expireAll, removeOrAdd, drainOrBack, pass };

test('a cookie never brings back what was ended, nor gives one generation two homes, whatever happens', async () => {
  const names = fc.constantFrom<keyof typeof steps>(
    'ask',
    'ask',
    'ask',
    'steal',
    'evict',
    'logout',
    'expireAll',
    'removeOrAdd',
    'drainOrBack',
    'pass',
  );
  const story = fc.array(fc.tuple(names, fc.nat({ max: 1_000 })), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const engine = await anEngine({ backends: ids, wallMs: 1_700_000_000_000 });
      engine.clock.advance(2_000);
      const clients: Client[] = Array.from({ length: 4 }, () => ({ cookie: '', all: [] }));
      const watch = new Watch();
      for (const [name, pick] of told) await steps[name]({ engine, clients, watch, pick });
    }),
    { numRuns: 300 },
  );
});
