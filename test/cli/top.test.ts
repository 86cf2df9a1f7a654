import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { frame, type Snapshot, type SortKey } from '../../cli/top/frame.ts';
import { footLines, type Wish, withKeyboard } from '../../cli/top/keyboard.ts';
import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import { aDaemon } from './a-daemon.ts';

function aBackend(id: string, sessions: number, more: Partial<Backend> = {}): Backend {
  const usual = {
    pool: 'default',
    weight: 1,
    in_flight: 0,
    eligible: true,
    admin_state: 'ADMIN_STATE_ACTIVE' as const,
    health: 'HEALTH_HEALTHY' as const,
  };
  return { ...usual, id, session_count: sessions, ...more } as Backend;
}

function aSnapshot(atMs: number, backends: readonly Backend[], sequence = 0): Snapshot {
  const status = { version: '1.0.0', uptime: { seconds: 60, nanos: 0 }, session_count: 12, sequence, store: null };
  return { atMs, status: status as unknown as Snapshot['status'], backends };
}

const view = { sort: 'sessions' as SortKey, reversed: false, colour: false, nowMs: 0 };
const ids = (text: string) =>
  text
    .split('\n')
    .slice(3)
    .map((line) => line.split(' ')[0]);

describe('a frame of lbctl top', () => {
  const before = aSnapshot(0, [aBackend('a', 5), aBackend('b', 5), aBackend('c', 2)], 100);
  const now = aSnapshot(
    2_000,
    [
      aBackend('a', 4, { in_flight: 3 }),
      aBackend('b', 9),
      aBackend('c', 2, { health: 'HEALTH_UNHEALTHY', eligible: false, not_eligible_because: 'unhealthy' }),
    ],
    500,
  );

  test('says how lbd is, and how each backend stands and grows', () => {
    expect(
      frame(now, before, view),
    ).toBe(`lbd 1.0.0, up 1m: 12 sessions on 3 backends, 2 of them eligible, 200 changes a second

ID  STATE   HEALTH     SESSIONS   SHARE  GROWTH/S  IN FLIGHT  WEIGHT  NEW SESSIONS
b   active  healthy           9  60.0 %        +2          0       1  yes
a   active  healthy           4  26.7 %      -0.5          3       1  yes
c   active  unhealthy         2  13.3 %         0          0       1  unhealthy`);
  });

  test.each([
    ['sessions', false, ['b', 'a', 'c']],
    ['sessions', true, ['c', 'a', 'b']],
    ['growth', false, ['b', 'c', 'a']],
    ['in-flight', false, ['a', 'b', 'c']],
    ['health', false, ['c', 'a', 'b']],
    ['id', false, ['a', 'b', 'c']],
  ] as const)('is ordered by %s, reversed %s', (sort, reversed, order) => {
    expect(ids(frame(now, before, { ...view, sort, reversed }))).toEqual(order);
  });

  test('knows no growth at first, nor of a backend that was not there', () => {
    expect(frame(now, undefined, view)).not.toContain('changes a second');
    expect(frame(now, aSnapshot(0, []), view)).toMatch(/\nb +active +healthy +9 +60\.0 % +- /);
    expect(frame(aSnapshot(0, []), undefined, view)).toContain('there are no backends');
  });

  test('tells pools apart only where there are some', () => {
    expect(frame(now, undefined, view)).not.toContain('POOL');
    expect(frame(aSnapshot(0, [aBackend('a', 1), aBackend('a', 1, { pool: 'b' })]), undefined, view)).toContain('POOL');
  });
});

test('keys change the order, and nothing else does anything', async () => {
  const wishes: Wish[] = [];
  const raw: boolean[] = [];
  const keyboard = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (on: boolean) => raw.push(on),
    resume() {},
    pause() {},
  });
  await withKeyboard(
    keyboard as never,
    (wish) => wishes.push(wish),
    async () => {
      for (const keys of ['g', 'Rx', '\u001b[A', '\u0003q']) keyboard.emit('data', Buffer.from(keys));
    },
  );
  keyboard.emit('data', Buffer.from('q'));
  expect(wishes).toEqual([{ sort: 'growth' }, 'reverse', 'interrupt', 'quit']);
  expect(raw).toEqual([true, false]);
  const foot = footLines('in-flight', true);
  expect(foot[0]).toBe('ordered by in-flight, reversed');
  for (const line of foot) expect(line.length).toBeLessThan(80);
});

test('lbctl top is one frame where nobody can press a key', async () => {
  const lbd = await aDaemon(['api-1', 'api-2']);
  await lbd.run('route', '--count', '4');
  const top = await lbd.program('top', '--interval', '100ms', '--sort', 'id', '--reverse');
  expect(top).toMatchObject({ code: 0, stderr: '' });
  expect(ids(top.stdout.trimEnd())).toEqual(['api-2', 'api-1']);
  expect(await lbd.json('top', '--interval', '100ms', '--pool', 'default')).toMatchObject({
    status: { session_count: 4 },
    backends: [{ id: 'api-1' }, { id: 'api-2' }],
  });
  expect((await lbd.run('top', '--pool', 'nosuch')).code).toBe(3);
});
