import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBackendProcess, type BackendProcess } from '../support/a-backend-process.ts';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';
import { type Answer, type Told, unexplained } from '../support/history-checker.ts';

const sessions = Array.from({ length: 60 }, (_, i) => `user-${i}`);
const answers: Answer[] = [];
let lbd: ADaemon;
let backends: BackendProcess[];
let journal: Told[];
let loading = true;

/** Constant load: each session asks again and again, whatever happens to lbd and the backends. */
async function load(): Promise<void> {
  while (loading) {
    await Promise.all(sessions.map(askFor));
  }
}

async function askFor(sessionId: string): Promise<void> {
  try {
    const request = { session_id: sessionId };
    const { backend, outcome, reason, generation } = await ask(lbd.routing, lbd.routing.Route, request);
    answers.push({ sessionId, backendId: backend!.id, outcome, reason, generation });
  } catch {
    // lbd is being killed: the client asks again
  }
}

const seen = async (...args: string[]) => JSON.parse((await lbd.lbctl(...args, '--json')).stdout);

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i += 1) if (await holds()) return;
  throw new Error(`waited in vain until ${what}`);
}

beforeAll(async () => {
  lbd = await aDaemon();
  backends = await Promise.all(['web-1', 'web-2', 'web-3'].map(aBackendProcess));
  for (const { id, port } of backends) {
    const probe = ['--probe', 'http', '--probe-interval', '200ms', '--probe-timeout', '500ms', '--probe-fall', '2'];
    expect((await lbd.lbctl('backends', 'add', id, `127.0.0.1:${port}`, ...probe)).code).toBe(0);
    expect((await lbd.lbctl('wait', id, '--for', 'healthy', '--timeout', '20s')).code).toBe(0);
  }
  await lbd.lbctl('pools', 'set', 'default', '--break-after', '1s');
});
afterAll(async () => {
  loading = false;
  await lbd.stop();
  await Promise.all(backends.map((backend) => backend.kill()));
});

describe('the life of sessions under load', () => {
  test('goes through a killed backend, its return, a kill -9 of lbd in the middle, and a drain', async () => {
    await Promise.all(sessions.map(askFor));
    expect(answers).toHaveLength(sessions.length);
    const loaded = load();

    await backends[0]!.kill();
    await until(
      'web-1 is unhealthy and nobody is at home there',
      async () => (await seen('backends', 'show', 'web-1')).health === 'UNHEALTHY',
    );
    await lbd.restart('SIGKILL');
    await until(
      'the sessions of web-1 live elsewhere',
      async () => (await seen('sessions', '--backend', 'web-1')).sessions.length === 0,
    );

    await backends[0]!.start();
    expect((await lbd.lbctl('wait', 'web-1', '--for', 'healthy', '--timeout', '20s')).code).toBe(0);

    await lbd.lbctl('drain', 'web-2', '--deadline', '2s', '--reason', 'kernel update');
    await lbd.restart('SIGKILL');
    expect((await lbd.lbctl('drain', 'web-2', '--wait', '--timeout', '30s')).code).toBe(0);
    const [newest] = [`late-${Date.now()}`];
    const { backend } = await ask(lbd.routing, lbd.routing.Route, { session_id: newest });
    expect(backend!.id).not.toBe('web-2');

    loading = false;
    await loaded;
    journal = (await seen('events', '--limit', '100000')).events;
  });

  test('leaves no move unexplained: every change of a home has its line, generations rise by one', () => {
    expect(answers.length).toBeGreaterThan(500);
    expect(answers.filter(({ outcome }) => outcome === 'OUTCOME_MOVED').length).toBeGreaterThan(0);
    expect(unexplained(answers, journal)).toEqual([]);
  });

  test('is told by the journal from beginning to end', () => {
    const story = journal
      .filter(({ session_id }) => session_id === '')
      .map(({ kind, backend_id }) => `${backend_id} ${kind}`);
    expect(story).toEqual(expect.arrayContaining(['web-1 health-changed', 'web-2 draining', 'web-2 drained']));
  });

  test('ends with counts that match', async () => {
    const { backends: listed } = await seen('backends');
    const counts = listed.map(({ session_count }: { session_count: number }) => session_count);
    const { sessions: all } = await seen('sessions', '--limit', '1000');
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(
      all.filter(({ kept }: { kept: boolean }) => kept).length,
    );
  });

  test('would be found out if one line of a move were missing', () => {
    const line = journal.findIndex(
      ({ kind, session_id, generation }) =>
        kind === 'moved' &&
        answers.some((answer) => answer.sessionId === session_id && answer.generation === generation),
    );
    expect(line).toBeGreaterThanOrEqual(0);
    expect(unexplained(answers, journal.toSpliced(line, 1))).not.toEqual([]);
  });
});
