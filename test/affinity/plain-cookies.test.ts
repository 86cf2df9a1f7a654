import { describe, expect, test } from 'vitest';
import type { HttpHead } from '../../daemon/affinity/http-head.ts';
import type { HttpAsk } from '../../daemon/http-affinity.ts';
import { anEngine, type TestEngine } from '../support/an-engine.ts';

const ask: HttpAsk = { maxFallbacks: 2, tried: [], mayWait: true, validateOnly: false };

function aHead(cookie: string, head: Partial<HttpHead> = {}): HttpHead {
  return { method: 'GET', target: '/', headers: { cookie }, secure: false, clientIp: '', ...head };
}

async function answer({ httpAffinity }: TestEngine, cookie: string, servedBy?: string) {
  const presented = httpAffinity.identify('default', aHead(cookie));
  const assignment = await httpAffinity.route(presented, ask);
  const head = { servedBy: servedBy ?? assignment.backendId, statusCode: 200, headers: {} };
  return httpAffinity.answered(presented, assignment, head);
}

/** What a browser sends back. */
function jar(setCookies: readonly string[]): string {
  return setCookies.map((each) => each.slice(0, each.indexOf(';'))).join('; ');
}

describe('the plain pair of cookies', () => {
  test('tells a new client its session and its backend, and then no more', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'] });

    const first = await answer(engine, '');
    expect(first.setCookies).toEqual([
      `session_id=${first.assignment.sessionId}; Path=/; HttpOnly; SameSite=Lax`,
      `backend=${first.assignment.backendId}; Path=/; HttpOnly; SameSite=Lax`,
    ]);

    const second = await answer(engine, jar(first.setCookies));
    expect(second).toMatchObject({ assignment: { outcome: 'kept' }, setCookies: [] });
  });

  test('never makes an id that a client made up a session', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    const { assignment } = await answer(engine, 'session_id=made-up; backend=api-1');
    expect(assignment.outcome).toBe('assigned');
    expect(assignment.sessionId).not.toBe('made-up');
  });

  test('is corrected where it names another backend, which is counted', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'] });
    const { assignment } = await answer(engine, '');
    const other = assignment.backendId === 'api-1' ? 'api-2' : 'api-1';

    const again = await answer(engine, `session_id=${assignment.sessionId}; backend=${other}`);

    expect(again.setCookies[1]).toContain(`backend=${assignment.backendId};`);
    expect(engine.violations.counts['claimed-elsewhere']).toBe(1);
  });

  test('names who answered when the home did not', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2', 'api-3'] });
    const first = await answer(engine, '');
    const other = first.assignment.backendId === 'api-3' ? 'api-2' : 'api-3';

    const again = await answer(engine, jar(first.setCookies), other);

    expect(again.assignment).toMatchObject({ outcome: 'moved', reason: 'connect-failed', backendId: other });
    expect(again.setCookies[1]).toContain(`backend=${other};`);
    expect(await answer(engine, jar(again.setCookies))).toMatchObject({ assignment: { outcome: 'kept' } });
  });

  test('goes to none of the backends that were tried in vain', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2', 'api-3'] });
    const presented = engine.httpAffinity.identify('default', aHead(''));
    expect(await engine.httpAffinity.route(presented, { ...ask, tried: ['api-1', 'api-3'] })).toMatchObject({
      backendId: 'api-2',
      fallbacks: [],
    });
  });

  test('is cleared when the session ends', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    const first = await answer(engine, '');
    const presented = engine.httpAffinity.identify('default', aHead(jar(first.setCookies)));
    expect(await engine.httpAffinity.end(presented, 'logout')).toEqual([
      'session_id=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'backend=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    expect(engine.table.size).toBe(0);
  });

  test('is not for backends', async () => {
    const { httpAffinity } = await anEngine({ backends: ['api-1'] });
    const presented = httpAffinity.identify('default', aHead('cart=7; session_id=x; backend=y'));
    expect(httpAffinity.cookieForBackend(presented)).toBe('cart=7');
    expect(httpAffinity.isReserved('default', 'session_id=evil; Path=/')).toBe(true);
    expect(httpAffinity.isReserved('default', 'cart=7')).toBe(false);
  });
});
