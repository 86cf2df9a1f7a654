import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpHead } from '../../daemon/affinity/http-head.ts';
import { keyReader } from '../../daemon/affinity/key-sources.ts';
import { keySourceProblem } from '../../daemon/core/affinity-rules.ts';

const head = (target: string, headers: HttpHead['headers'] = {}): HttpHead => ({
  method: 'GET',
  target,
  headers,
  secure: false,
  clientIp: '',
});

describe('a key source', () => {
  test.each([
    ['cookie:sid', head('/', { cookie: 'a=1; sid=x' }), ['x']],
    ['cookie:sid', head('/', { cookie: ['a=1', 'sid=x', 'sid=y'] }), ['x', 'y']],
    ['cookie:sid', head('/'), []],
    ['header:mcp-session-id', head('/', { 'mcp-session-id': 'x' }), ['x']],
    ['header:mcp-session-id', head('/'), []],
    ['query:sid', head('/socket.io/?EIO=4&sid=x'), ['x']],
    ['query:sid', head('/?sid=a%20b+c&sid=d'), ['a b c', 'd']],
    ['query:sid', head('/?sid=%ZZ'), []],
    ['query:sid', head('/?%73id=x'), ['x']],
    ['query:sid', head('/sid=x'), []],
    ['path:/rooms/{id}', head('/rooms/42'), ['42']],
    ['path:/rooms/{id}', head('/rooms/42/messages?x=1'), ['42']],
    ['path:/rooms/{id}', head('/rooms/a%2Fb'), ['a/b']],
    ['path:/rooms/{id}', head('/rooms/%E0'), []],
    ['path:/rooms/{id}', head('/room/42'), []],
    ['path:/rooms/{id}', head('/rooms'), []],
    ['path:/*/rooms/{id}/', head('/v2/rooms/42/'), ['42']],
    ['path:/*/rooms/{id}/end', head('/v2/rooms/42/other'), []],
  ] as const)('%s of %j is %j', (source, request, values) => {
    expect(keyReader(source)(request)).toEqual(values);
  });

  test.each([
    '',
    'sid',
    'cookies:a',
    'cookie:',
    'cookie:a b',
    'header:a:b',
    'path:',
    'path:/a',
    'path:{id}',
    'path:/{a}/{b}',
  ])('%j is none', (source) => {
    expect(keySourceProblem(source)).toEqual(expect.any(String));
  });

  test('takes whatever a client sends, and answers texts (20,000 requests)', () => {
    const text = fc.string({
      unit: fc.constantFrom('/', '?', '&', '=', '%', '%4', '%41', '+', 'sid', 'rooms', ';', 'é'),
    });
    const readers = (['cookie:sid', 'header:sid', 'query:sid', 'path:/rooms/{id}', 'path:/*/{id}'] as const).map(
      keyReader,
    );
    fc.assert(
      fc.property(text, text, (target, value) => {
        const request = head(`/${target}`, { cookie: value, sid: value });
        for (const read of readers) for (const each of read(request)) expect(each).toBeTypeOf('string');
      }),
      { numRuns: 20_000 },
    );
  });
});
