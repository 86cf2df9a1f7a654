import { describe, expect, test } from 'vitest';
import { type Line, linesOf } from '../../cli/stdio/lines.ts';
import { answer, Refusal, type Routed } from '../../cli/stdio/protocol.ts';
import { pythonJson } from '../../cli/stdio/python-json.ts';

const kept = async (sessionId: string): Promise<Routed> => ({ sessionId, backendId: 'api-1', moved: false });
const made = async (): Promise<Routed> => ({ sessionId: 'new-id', backendId: 'api-2', moved: false });
const moved = async (sessionId: string): Promise<Routed> => ({ sessionId, backendId: 'api-3', moved: true });

/** An http_request as the seed has it, with changes. */
function request(cookies: unknown = {}, changes: Record<string, unknown> = {}): string {
  const body = { type: 'http_request', msg_id: 1, method: 'GET', path: '/api/profile', cookies, ...changes };
  return JSON.stringify({ src: 'client', dest: 'l7_proxy', body });
}

describe('an http_request', () => {
  test('without a session gets one, and the cookie that says so, in the very text of the seed', async () => {
    expect(pythonJson(await answer(request(), made))).toBe(
      '{"src": "l7_proxy", "dest": "client", "body": {"type": "http_response", "in_reply_to": 1, "status": 200, ' +
        '"backend": "api-2", "set_cookie": "session_id=new-id; backend=api-2"}}',
    );
  });

  test('with a session that is adopted or kept gets no cookie', async () => {
    expect(pythonJson(await answer(request({ session_id: 'abc123' }), kept))).toBe(
      '{"src": "l7_proxy", "dest": "client", "body": {"type": "http_response", "in_reply_to": 1, "status": 200, ' +
        '"backend": "api-1"}}',
    );
  });

  test('whose session moved, or got another id, gets the new cookie', async () => {
    const afterMove = await answer(request({ session_id: 'ada' }), moved);
    expect(afterMove.body).toMatchObject({ set_cookie: 'session_id=ada; backend=api-3' });
    const replaced = await answer(request({ session_id: 'ada' }), made);
    expect(replaced.body).toMatchObject({ set_cookie: 'session_id=new-id; backend=api-2' });
  });

  test('may come without cookies, and an empty session id is none', async () => {
    expect((await answer(request(undefined), made)).body).toMatchObject({ backend: 'api-2' });
    expect((await answer(request({ session_id: '' }), made)).body).toMatchObject({ set_cookie: expect.any(String) });
  });

  test('whose session id lbd does not take is treated as one without', async () => {
    const picky = async (sessionId: string) => {
      if (sessionId !== '') throw new Refusal('bad-session-id', 'over 256 bytes');
      return made();
    };
    expect((await answer(request({ session_id: 'x'.repeat(300) }), picky)).body).toMatchObject({
      type: 'http_response',
      set_cookie: 'session_id=new-id; backend=api-2',
    });
  });

  test('that nobody can serve now is answered by an error that says it may pass', async () => {
    const nobody = async () => {
      throw new Refusal('unavailable', 'no backend may take it');
    };
    expect((await answer(request(), nobody)).body).toEqual({
      type: 'error',
      in_reply_to: 1,
      code: 11,
      text: 'no backend may take it',
    });
  });

  test('never inherits a session id', async () => {
    const line = request().replace('"cookies":{}', '"cookies":{"__proto__":{"session_id":"stolen"}}');
    expect((await answer(line, made)).body).toMatchObject({ set_cookie: 'session_id=new-id; backend=api-2' });
  });
});

describe('what the protocol does not know', () => {
  test('init is answered by init_ok', async () => {
    const reply = await answer('{"src":"c0","dest":"n1","body":{"type":"init","msg_id":7}}', kept);
    expect(reply).toEqual({ src: 'n1', dest: 'c0', body: { type: 'init_ok', in_reply_to: 7 } });
  });

  test('another type is not supported', async () => {
    const reply = await answer('{"src":"c0","dest":"n1","body":{"type":"gossip","msg_id":8}}', kept);
    expect(reply).toMatchObject({ src: 'n1', dest: 'c0', body: { type: 'error', in_reply_to: 8, code: 10 } });
  });

  test.each([
    ['no JSON', '{"src"', 'not JSON'],
    ['no object', '[1]', 'a message is an object'],
    ['no body', '{"src":"a","dest":"b"}', '"body"'],
    ['no src', '{"dest":"b","body":{"type":"init","msg_id":1}}', '"src"'],
    ['no dest', '{"src":"a","body":{"type":"init","msg_id":1}}', '"dest"'],
    ['no type', '{"src":"a","dest":"b","body":{"msg_id":1}}', '"body.type"'],
    ['no msg_id', '{"src":"a","dest":"b","body":{"type":"init"}}', '"body.msg_id"'],
    ['a msg_id in words', request({}, { msg_id: 'one' }), '"body.msg_id"'],
    ['no method', request({}, { method: undefined }), '"body.method"'],
    ['no path', request({}, { path: 3 }), '"body.path"'],
    ['cookies that are none', request('session_id=ada'), '"body.cookies"'],
    ['a session id in numbers', request({ session_id: 42 }), '"session_id"'],
  ])('%s is malformed, and the text says where', async (_what, line, where) => {
    const reply = await answer(line, kept);
    expect(reply.body).toMatchObject({ type: 'error', code: 12, text: expect.stringContaining(where) });
  });

  test('an error names the request where it can be known', async () => {
    expect((await answer(request({}, { path: 3 }), kept)).body).toMatchObject({ in_reply_to: 1 });
    expect((await answer('nonsense', kept)).body).not.toHaveProperty('in_reply_to');
  });
});

describe('the lines of a stream', () => {
  async function linesIn(chunks: readonly string[], limitBytes = 100): Promise<Line[]> {
    async function* input() {
      for (const chunk of chunks) yield Buffer.from(chunk);
    }
    const lines: Line[] = [];
    for await (const line of linesOf(input(), limitBytes)) lines.push(line);
    return lines;
  }

  test('end with LF or CRLF, the last one with the input; blank ones are none', async () => {
    expect(await linesIn(['a\r\n\n  \nb', 'c\nd'])).toEqual([{ text: 'a' }, { text: 'bc' }, { text: 'd' }]);
  });

  test('are whole, whatever the chunks: a character may be cut in two', async () => {
    async function* input() {
      const bytes = Buffer.from('ä\n');
      yield bytes.subarray(0, 1);
      yield bytes.subarray(1);
    }
    const lines: Line[] = [];
    for await (const line of linesOf(input(), 100)) lines.push(line);
    expect(lines).toEqual([{ text: 'ä' }]);
  });

  test('over the limit are told once, in their place, and the next one is read', async () => {
    const long = 'x'.repeat(60);
    expect(await linesIn(['a\n', long, long, long, '\nb\n', long, long])).toEqual([
      { text: 'a' },
      { tooLong: true },
      { text: 'b' },
      { tooLong: true },
    ]);
  });
});
