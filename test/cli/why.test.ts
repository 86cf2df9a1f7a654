import { describe, expect, test } from 'vitest';
import { type Story, storyOf } from '../../cli/why/story.ts';
import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';
import type { Session__Output as Session } from '../../proto/generated/lb/v1/Session.ts';
import { aDaemonOfItsOwn } from './a-daemon.ts';

const twoPm = new Date(2026, 4, 1, 14, 0).getTime();
const minutes = (count: number) => twoPm + count * 60_000;

let sequence = 0;
function event(atMs: number, kind: string, backend: string, more: Partial<Event> = {}): Event {
  sequence += 1;
  return {
    sequence,
    time: { seconds: Math.floor(atMs / 1_000), nanos: 0 },
    kind,
    pool: 'default',
    backend_id: backend,
    session_id: '',
    generation: 1,
    reason: '',
    who: 'lbd',
    detail: '',
    ...more,
  };
}

/** The story of a session with this history, among what happened to its homes. */
function story(events: readonly Event[], atMs?: number): Story {
  const history = events.filter(({ session_id: id }) => id === 'ada');
  const backendEvents = events.filter(({ session_id: id }) => id === '');
  const session = { session_id: 'ada', backend_id: 'api-2', history } as Partial<Session> as Session;
  return storyOf({ session, backendEvents }, atMs, minutes(60));
}

const ada = { session_id: 'ada', who: 'router' };
const drained = [
  event(minutes(0), 'assigned', 'api-1', { ...ada, reason: 'new' }),
  event(minutes(1), 'draining', 'api-1', { who: 'ops', reason: 'kernel update', detail: 'let finish, until 14:02' }),
  event(minutes(2), 'drained', 'api-1', { detail: 'deadline; 1 session let go' }),
  event(minutes(3), 'moved', 'api-2', { ...ada, reason: 'backend-drained', generation: 2, detail: 'from api-1' }),
];

describe('why', () => {
  test('a session moved is told with what made it move, and when that was', () => {
    expect(story(drained).why).toBe(
      'at 14:03:00 ada moved from api-1 to api-2: its home was drained, generation 2. ' +
        '2m before, api-1 began to drain by ops ("kernel update"): let finish, until 14:02',
    );
    expect(story(drained).lines.map(({ text }) => text)).toEqual([
      'ada was given a home on api-1: it was not known',
      'api-1 began to drain by ops ("kernel update"): let finish, until 14:02',
      'api-1 was drained: deadline; 1 session let go',
      'ada moved from api-1 to api-2: its home was drained, generation 2',
    ]);
  });

  test.each([
    [{ kind: 'ended', who: 'ops', reason: 'password stolen' }, 'ada was ended by ops: "password stolen"'],
    [{ kind: 'ended', who: 'router', reason: 'logout' }, 'ada logged out'],
    [{ kind: 'ended', who: 'lbd', reason: 'drain' }, 'ada was ended by the drain of its home'],
    [{ kind: 'expired', reason: 'idle' }, 'ada lapsed: it was not seen for its idle timeout'],
    [{ kind: 'expired', reason: 'evicted' }, 'ada was put out: the table was full, and it had been seen once only'],
  ])('a session is over says how: %j', (end, words) => {
    const over = event(minutes(9), end.kind, 'api-1', { ...ada, ...end });
    expect(story([drained[0]!, over]).why).toBe(`at 14:09:00 ${words}`);
  });

  test('it moved says who moved it, and in which words', () => {
    const moved = { ...ada, reason: 'operator', who: 'ops', detail: 'from api-1; runs hot', generation: 2 };
    expect(story([drained[0]!, event(minutes(9), 'moved', 'api-2', moved)]).why).toBe(
      'at 14:09:00 ada moved from api-1 to api-2: an operator moved it (ops: runs hot), generation 2',
    );
  });

  test('at a moment explains the move or end next to it, and shows what was around', () => {
    const later = event(minutes(50), 'ended', 'api-2', { ...ada, reason: 'logout' });
    const { why, lines } = story([...drained, later], minutes(4));
    expect(why).toContain('at 14:03:00 ada moved');
    expect(lines).toHaveLength(4);
    expect(story([...drained, later]).why).toContain('ada logged out');
  });

  test('nothing happened is an answer, too', () => {
    expect(story([drained[0]!]).why).toContain('ada lives on api-2, and was neither moved nor ended');
  });
});

describe('lbctl why', () => {
  test('tells one timeline of a session and its homes, after its end as well', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1', 'api-2']);
    await lbd.run('route', 'ada', '--label', 'user=ada');
    await lbd.run('drain', 'api-1', '--now', '--reason', 'kernel update');
    await lbd.run('route', 'ada');
    const moved = await lbd.run('why', '--session', 'ada');
    expect(moved.code).toBe(0);
    expect(moved.stdout).toMatch(/^at [\d:]+ ada moved from api-1 to api-2: its home was drained, generation 2\. /);
    expect(moved.stdout).toMatch(/ before, api-1 was drained by \S+ \("kernel update"\): now\n\n/);
    expect((await lbd.json('why', '--label', 'user=ada')).stories).toMatchObject([{ session_id: 'ada' }]);

    await lbd.run('expire', 'ada', '--yes', '--reason', 'password stolen');
    expect((await lbd.run('why', '--session', 'ada')).stdout).toMatch(/ada was ended by \S+: "password stolen"\n/);
    const { stories } = await lbd.json('why', '--session', 'ada', '--at', '0s');
    expect(stories[0].timeline.at(-1)).toMatchObject({ kind: 'ended', about: 'session', time: expect.any(String) });
  });

  test('wants to know which session, and says when there is none', async () => {
    const lbd = await aDaemonOfItsOwn();
    expect((await lbd.run('why')).code).toBe(2);
    expect((await lbd.run('why', '--session', 'nobody')).code).toBe(3);
    expect(await lbd.run('why', '--label', 'user=ada')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('no session of pool default has labels.user = "ada" now'),
    });
  });
});

test('lbctl why --cookie tells of the session that a cookie names, also where it does not count', async () => {
  const lbd = await aDaemonOfItsOwn(['api-1']);
  await lbd.run('route', 'ada');
  const cookie = 'session_id=ada.api-1.1.1.s44we8.k1.M_NUG3O7bG0hHE7deRzMMe';
  const answer = await lbd.run('why', '--cookie', cookie);
  expect(answer).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^the cookie names ada, but it is as none: /),
  });
  expect(answer.stdout).toContain('ada lives on api-1');
  expect((await lbd.run('why', '--cookie', 'ada')).stderr).toContain('this is no signed cookie of pool default');
});
