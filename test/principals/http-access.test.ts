import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { accessBy } from '../../daemon/principals/access.ts';
import { type HttpCaller, httpAccess } from '../../daemon/principals/http-access.ts';
import type { TokenLine } from '../../daemon/principals/token-file.ts';
import { tokensOf } from '../../daemon/principals/tokens.ts';

const ada: TokenLine = { name: 'ada', role: 'operator', sha256: createHash('sha256').update('a-token').digest('hex') };
const host = 'lbd.test:8080';
const page = { host, 'x-lbd-page': '1', origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };

function aDoor({ secure = false, openToReaders = false } = {}) {
  let nowMs = 0;
  let lines: readonly TokenLine[] = [ada];
  const access = accessBy({ tokens: () => tokensOf(lines), certificateRoles: [] });
  return {
    ...httpAccess({ access, secure, openToReaders, now: () => nowMs }),
    wait: (ms: number) => {
      nowMs += ms;
    },
    replaceTokens: (by: readonly TokenLine[]) => {
      lines = by;
    },
  };
}

const get = (headers: HttpCaller['headers'] = {}): HttpCaller => ({ method: 'GET', headers: { host, ...headers } });
const post = (headers: HttpCaller['headers'] = {}): HttpCaller => ({ method: 'POST', headers: { host, ...headers } });
const cookieOf = (setCookie: string): string => setCookie.split(';')[0]!;

test('a bearer token opens the door for reading and for changes, without any cookie', () => {
  const door = aDoor();
  for (const request of [get, post]) {
    expect(door.callerOf(request({ authorization: 'Bearer a-token' }))).toEqual({ name: 'ada', role: 'operator' });
    expect(() => door.callerOf(request({ authorization: 'Bearer wrong' }))).toThrow('does not know this token');
    expect(() => door.callerOf(request())).toThrow('sign in; programs send');
  }
});

describe('a login', () => {
  test('exchanges the token for a cookie that scripts and other sites do not get', () => {
    const { setCookie, principal } = aDoor().login(post(page), 'a-token');
    expect(principal).toEqual({ name: 'ada', role: 'operator' });
    expect(setCookie).toMatch(/^lbd=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(setCookie).not.toContain('a-token');
  });

  test('over TLS is bound to this host and to TLS', () => {
    const { setCookie } = aDoor({ secure: true }).login(post({ ...page, origin: `https://${host}` }), 'a-token');
    expect(setCookie).toMatch(/^__Host-lbd=\S+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  });

  test('with a wrong token is refused', () => {
    expect(() => aDoor().login(post(page), 'b-token')).toThrow('does not know this token');
    expect(() => aDoor().login(post(page), '')).toThrow();
  });

  test('reads, and changes what its own page asks for', () => {
    const door = aDoor();
    const cookie = cookieOf(door.login(post(page), 'a-token').setCookie);
    expect(door.callerOf(get({ cookie: `other=1; ${cookie}` }))).toEqual({ name: 'ada', role: 'operator' });
    expect(door.callerOf(post({ ...page, cookie }))).toEqual({ name: 'ada', role: 'operator' });
  });

  test.each([
    ['without its header', { ...page, 'x-lbd-page': undefined }],
    ['from another origin', { ...page, origin: 'http://evil.test' }],
    ['from the same host by another scheme', { ...page, origin: `https://${host}` }],
    ['from a sandboxed page', { ...page, origin: 'null' }],
    ['that the browser calls cross-site', { ...page, 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', { ...page, 'sec-fetch-site': 'same-site' }],
  ])('changes nothing for a page %s', (_what, headers) => {
    const door = aDoor();
    const cookie = cookieOf(door.login(post(page), 'a-token').setCookie);
    expect(() => door.callerOf(post({ ...headers, cookie }))).toThrow("only lbd's own page may change something");
    expect(() => door.login(post(headers), 'a-token')).toThrow("only lbd's own page may change something");
  });

  test('ends at the logout, after two hours unseen, after twelve in all, and with its token', () => {
    const hourMs = 3_600_000;
    const door = aDoor();
    const open = () => cookieOf(door.login(post(page), 'a-token').setCookie);
    const isOpen = (cookie: string) => {
      try {
        return door.callerOf(get({ cookie })).name === 'ada';
      } catch {
        return false;
      }
    };
    const left = open();
    expect(door.logout(post({ ...page, cookie: left }))).toBe('lbd=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict');
    expect(isOpen(left)).toBe(false);

    const unseen = open();
    door.wait(2 * hourMs);
    expect(isOpen(unseen)).toBe(false);

    const busy = open();
    for (let hour = 1; hour < 12; hour += 1) {
      door.wait(hourMs);
      expect(isOpen(busy)).toBe(true);
    }
    door.wait(hourMs);
    expect(isOpen(busy)).toBe(false);

    const taken = open();
    door.replaceTokens([{ ...ada, role: 'viewer' }]);
    expect(door.callerOf(get({ cookie: taken }))).toEqual({ name: 'ada', role: 'viewer' });
    door.replaceTokens([{ ...ada, sha256: '0'.repeat(64) }]);
    expect(isOpen(taken)).toBe(false);
  });
});

test('where everybody may read, a change still needs a token', () => {
  const door = aDoor({ openToReaders: true });
  expect(door.callerOf(get())).toEqual({ name: 'anyone', role: 'viewer' });
  expect(() => door.callerOf(post())).toThrow('a change needs a token; start lbd with --tokens FILE');
  expect(door.callerOf(post({ authorization: 'Bearer a-token' }))).toEqual({ name: 'ada', role: 'operator' });
  expect(() => door.callerOf(get({ authorization: 'Bearer wrong' }))).toThrow('does not know this token');
});
