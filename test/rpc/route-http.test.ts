import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aRouteStream, aServerWithBackends } from './a-route-stream.ts';
import { refused } from './refused.ts';

const cookieOf = (setCookies: readonly string[]) => setCookies.map((each) => each.split(';')[0]).join('; ');

describe('a Route with its HTTP request', () => {
  test('is told its cookies, and finds its session by them', async () => {
    const { routing } = await aServerWithBackends();
    const first = await routing.route({ http: { method: 'GET', path: '/', secure: true } });
    expect(first.set_cookies).toEqual([expect.stringMatching(/^session_id=.*; Secure$/)]);

    const http = { method: 'GET', path: '/', cookie: cookieOf(first.set_cookies) };
    const again = await routing.route({ http });
    expect(again).toMatchObject({ session_id: first.session_id, outcome: 'OUTCOME_KEPT', set_cookies: [] });
  });

  test('never takes an id that a client made up', async () => {
    const { routing } = await aServerWithBackends();
    const { session_id } = await routing.route({ http: { path: '/', cookie: 'session_id=made-up' } });
    expect(session_id).not.toBe('made-up');
  });

  test('goes by the session id where one is given', async () => {
    const { routing } = await aServerWithBackends();
    const other = await routing.route({ http: { path: '/' } });
    const http = { path: '/', cookie: cookieOf(other.set_cookies) };
    const answer = await routing.route({ session_id: 'ada', http });
    expect(answer).toMatchObject({ session_id: 'ada', set_cookies: [expect.stringContaining('session_id=ada.')] });
  });

  test('looks where the pool says: at a header, or in the path', async () => {
    const { routing, admin } = await aServerWithBackends();
    const affinity = {
      key_sources: ['header:x-session', 'path:/s/{id}'],
      cookie_format: 'COOKIE_FORMAT_PLAIN' as const,
    };
    await admin.updatePool({ pool: { name: 'default', affinity } });
    const { session_id } = await routing.route({ session_id: 'ada' });
    for (const request of [
      { http: { path: `/s/${session_id}?x` } },
      { http: { path: '/' }, headers: { 'x-session': session_id } },
    ]) {
      expect(await routing.route(request)).toMatchObject({ session_id, outcome: 'OUTCOME_KEPT' });
    }
  });

  test('is answered on a stream as well, and refused where its cookies are too long', async () => {
    const { routing, rawRouting } = await aServerWithBackends();
    const { send, answer } = aRouteStream(rawRouting);
    send(1, { http: { path: '/' } }, { session_id: 'ada' });
    const [first, second] = (await answer()).results;
    expect(first?.response?.set_cookies).toHaveLength(1);
    expect(second?.response?.set_cookies).toEqual([]);
    const cookie = `a=${'x'.repeat(8_200)}`;
    expect(await refused(routing.route({ http: { path: '/', cookie } }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field: 'http.cookie' } },
    });
  });
});
