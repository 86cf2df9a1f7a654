import { describe, expect, test } from 'vitest';
import { anEngine } from '../support/an-engine.ts';
import { aHead, answer, aPoolWith, ask, jar } from './http-requests.ts';

const plain = aPoolWith({ cookieFormat: 'plain' });

describe('the plain pair of cookies', () => {
  test('tells a new client its session and its backend, and then no more', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'], pool: plain });

    const first = await answer(engine, '');
    expect(first.setCookies).toEqual([
      `session_id=${first.assignment.sessionId}; Path=/; HttpOnly; SameSite=Lax`,
      `backend=${first.assignment.backendId}; Path=/; HttpOnly; SameSite=Lax`,
    ]);

    const second = await answer(engine, jar(first.setCookies));
    expect(second).toMatchObject({ assignment: { outcome: 'kept' }, setCookies: [] });
  });

  test('never makes an id that a client made up a session', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: plain });
    const { assignment } = await answer(engine, 'session_id=made-up; backend=api-1');
    expect(assignment.outcome).toBe('assigned');
    expect(assignment.sessionId).not.toBe('made-up');
  });

  test('is corrected where it names another backend, which is counted', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'], pool: plain });
    const { assignment } = await answer(engine, '');
    const other = assignment.backendId === 'api-1' ? 'api-2' : 'api-1';

    const again = await answer(engine, `session_id=${assignment.sessionId}; backend=${other}`);

    expect(again.setCookies[1]).toContain(`backend=${assignment.backendId};`);
    expect(engine.violations.counts['claimed-elsewhere']).toBe(1);
  });

  test('names who answered when the home did not', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2', 'api-3'], pool: plain });
    const first = await answer(engine, '');
    const other = first.assignment.backendId === 'api-3' ? 'api-2' : 'api-3';

    const again = await answer(engine, jar(first.setCookies), { servedBy: other });

    expect(again.assignment).toMatchObject({ outcome: 'moved', reason: 'connect-failed', backendId: other });
    expect(again.setCookies[1]).toContain(`backend=${other};`);
    expect(await answer(engine, jar(again.setCookies))).toMatchObject({ assignment: { outcome: 'kept' } });
  });

  test('goes to none of the backends that were tried in vain', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2', 'api-3'], pool: plain });
    const presented = engine.httpAffinity.identify('default', aHead(''));
    expect(await engine.httpAffinity.route(presented, { ...ask, tried: ['api-1', 'api-3'] })).toMatchObject({
      backendId: 'api-2',
      fallbacks: [],
    });
  });

  test('is cleared when the session ends', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: plain });
    const first = await answer(engine, '');
    const presented = engine.httpAffinity.identify('default', aHead(jar(first.setCookies)));
    expect(await engine.httpAffinity.end(presented, 'logout')).toEqual([
      'session_id=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'backend=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(engine.table.size).toBe(0);
  });

  test('is cleared when the backend says that the session is over', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: plain });
    const first = await answer(engine, '');
    const last = await answer(engine, jar(first.setCookies), { headers: { 'x-lb-end-session': '1' } });
    expect(last.setCookies.map((each) => each.split(';')[0])).toEqual(['session_id=', 'backend=']);
    expect(last.hidden).toEqual(['x-lb-end-session']);
    expect(engine.table.size).toBe(0);
  });

  test('is cleared when the backend took a POST of the logout path, and only then', async () => {
    const engine = await anEngine({
      backends: ['api-1'],
      pool: aPoolWith({ cookieFormat: 'plain', logoutPath: '/logout' }),
    });
    const cookie = jar((await answer(engine, '')).setCookies);
    const logout = { method: 'POST', target: '/logout?x=1' };
    expect(await answer(engine, cookie, { head: logout, statusCode: 403 })).toMatchObject({ setCookies: [] });
    expect(await answer(engine, cookie, { head: { ...logout, method: 'GET' } })).toMatchObject({ setCookies: [] });
    expect(engine.table.size).toBe(1);
    expect((await answer(engine, cookie, { head: logout, statusCode: 303 })).setCookies).toHaveLength(2);
    expect(engine.table.size).toBe(0);
  });

  test('takes the attributes that the pool gives it, and Secure where the client came by TLS', async () => {
    const settings = {
      cookieDomain: 'example.com',
      cookiePath: '/app',
      sameSite: 'strict',
      cookieMaxAgeMs: 1_500,
    } as const;
    const engine = await anEngine({ backends: ['api-1'], pool: aPoolWith({ cookieFormat: 'plain', ...settings }) });
    const first = await answer(engine, '');
    const attributes = 'Path=/app; Domain=example.com; HttpOnly; SameSite=Strict';
    expect(first.setCookies[0]).toBe(`session_id=${first.assignment.sessionId}; Max-Age=2; ${attributes}`);
    const tls = await answer(engine, '', { head: { secure: true } });
    expect(tls.setCookies[0]).toBe(`session_id=${tls.assignment.sessionId}; Max-Age=2; ${attributes}; Secure`);
  });

  test('of a __Host- name is always Secure, and so is a partitioned one', async () => {
    const settings = { cookieName: '__Host-s', alwaysSecure: true, partitioned: true, sameSite: 'none' } as const;
    const engine = await anEngine({ backends: ['api-1'], pool: aPoolWith({ cookieFormat: 'plain', ...settings }) });
    const { setCookies, assignment } = await answer(engine, '');
    expect(setCookies[0]).toBe(
      `__Host-s=${assignment.sessionId}; Path=/; HttpOnly; SameSite=None; Secure; Partitioned`,
    );
  });

  test('stands back where another key source names the session', async () => {
    const engine = await anEngine({
      backends: ['api-1', 'api-2'],
      pool: aPoolWith({ cookieFormat: 'plain', keySources: ['header:x-session'] }),
    });
    const first = await answer(engine, '');
    const { sessionId } = first.assignment;
    const headers = { cookie: 'session_id=other', 'x-session': sessionId };
    expect(await answer(engine, '', { head: { headers } })).toMatchObject({
      assignment: { sessionId, outcome: 'kept' },
      setCookies: [],
    });
    expect(engine.httpAffinity.identify('default', aHead('', { headers }))).toMatchObject({
      sessionId,
      source: 'header:x-session',
    });
    expect(engine.httpAffinity.identify('default', aHead('session_id=other'))).toMatchObject({
      sessionId: 'other',
      source: 'cookie:session_id',
    });
  });

  test('that is there five times is not looked at', async () => {
    const { httpAffinity } = await anEngine({ backends: ['api-1'], pool: plain });
    const five = Array.from({ length: 5 }, (_, i) => `session_id=s${i}`).join('; ');
    expect(httpAffinity.identify('default', aHead(five))).toMatchObject({ sessionId: '', source: '' });
  });

  test('is not for backends', async () => {
    const { httpAffinity } = await anEngine({ backends: ['api-1'], pool: plain });
    const presented = httpAffinity.identify('default', aHead('cart=7; session_id=x; backend=y'));
    expect(httpAffinity.cookieForBackend(presented)).toBe('cart=7');
    expect(httpAffinity.isReserved('default', 'session_id=evil; Path=/')).toBe(true);
    expect(httpAffinity.isReserved('default', 'cart=7')).toBe(false);
  });
});
