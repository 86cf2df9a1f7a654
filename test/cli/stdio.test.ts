import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn, type RunningLbd } from './a-daemon.ts';
import { aFolder, lbctl, outcomeOf, spawnLbctl } from './programs.ts';

function request(msgId: number, cookies: Record<string, unknown> = {}): string {
  const body = { type: 'http_request', msg_id: msgId, method: 'GET', path: '/api/profile', cookies };
  return JSON.stringify({ src: 'client', dest: 'l7_proxy', body });
}

const firstRequest = request(1);
const knownSession = request(1, { session_id: 'abc123' });

const answerStart = '{"src": "l7_proxy", "dest": "client", "body": {"type": "http_response", "in_reply_to": 1, ';

describe("the seed's samples", () => {
  const ways = {
    embedded: async (input: string) => lbctl(['route', '--stdio', '--embedded'], { input }),
    'by a daemon': async (input: string) => {
      const lbd = await aDaemonOfItsOwn(['api-1', 'api-2', 'api-3']);
      return lbctl(['route', '--stdio', '--address', lbd.address], { input });
    },
  };

  describe.each(Object.entries(ways))('%s', (_way, run) => {
    test('a first request creates a session', async () => {
      const { code, stdout, stderr } = await run(`${firstRequest}\n`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const cookie = '"status": 200, "backend": "api-1", "set_cookie": "session_id=[\\w-]{22}; backend=api-1"}}';
      expect(stdout).toMatch(new RegExp(`^${escaped(answerStart)}${cookie}\\n$`));
    });

    test('a session that comes along is adopted, without a cookie', async () => {
      const { code, stdout } = await run(knownSession);
      expect(code).toBe(0);
      expect(stdout).toBe(`${answerStart}"status": 200, "backend": "api-1"}}\n`);
    });
  });
});

describe('lbctl route --stdio', () => {
  async function replies(lbd: RunningLbd, input: string | readonly string[]) {
    const text = typeof input === 'string' ? input : input.join('\n');
    const { code, stdout } = await lbctl(['route', '--stdio', '--address', lbd.address], { input: text });
    expect(code).toBe(0);
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line).body);
  }

  test('answers each line in order, whatever was wrong with the one before', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    const lines = [
      '{"src":"c0","dest":"n1","body":{"type":"init","msg_id":7}}\r',
      '',
      'nonsense',
      'y'.repeat(2 * 1024 * 1024),
      request(2, { session_id: 'ada' }),
      '{"src":"c0","dest":"n1","body":{"type":"gossip","msg_id":3}}',
      request(4, { session_id: 'ada' }),
      request(5, { session_id: 'x'.repeat(300) }),
    ];
    expect(await replies(lbd, lines)).toEqual([
      { type: 'init_ok', in_reply_to: 7 },
      { type: 'error', code: 12, text: expect.stringContaining('not JSON') },
      { type: 'error', code: 12, text: expect.stringContaining('over 1048576 bytes') },
      { type: 'http_response', in_reply_to: 2, status: 200, backend: 'api-1' },
      { type: 'error', in_reply_to: 3, code: 10, text: expect.stringContaining('gossip') },
      { type: 'http_response', in_reply_to: 4, status: 200, backend: 'api-1' },
      { type: 'http_response', in_reply_to: 5, status: 200, backend: 'api-2', set_cookie: expect.any(String) },
    ]);
  });

  test('gives a moved session its new cookie, once', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    await lbd.run('route', 'ada');
    await lbd.run('drain', 'api-1', '--now');
    expect(await replies(lbd, [request(1, { session_id: 'ada' }), request(2, { session_id: 'ada' })])).toEqual([
      expect.objectContaining({ backend: 'api-2', set_cookie: 'session_id=ada; backend=api-2' }),
      { type: 'http_response', in_reply_to: 2, status: 200, backend: 'api-2' },
    ]);
  });

  test('says that it may pass when nobody can take a session, and goes on', async () => {
    const lbd = await aDaemonOfItsOwn();
    const unavailable = { type: 'error', in_reply_to: 1, code: 11, text: expect.stringContaining('no backend') };
    expect(await replies(lbd, [request(1)])).toEqual([unavailable]);
    await lbd.stop();
    expect(await replies(lbd, [request(1)])).toEqual([{ ...unavailable, text: expect.stringContaining('no lbd') }]);
  });

  test('answers a line before the next one comes, and ends with its input', async () => {
    const lbd = await aDaemon(['api-1']);
    const child = spawnLbctl(['route', '--stdio', '--address', lbd.address]);
    const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    for (const msgId of [1, 2, 3]) {
      child.stdin?.write(`${request(msgId, { session_id: 'ada' })}\n`);
      expect(JSON.parse((await lines.next()).value ?? '')).toMatchObject({ body: { in_reply_to: msgId } });
    }
    const ended = once(child, 'close');
    child.stdin?.end();
    expect(await ended).toEqual([0, null]);
  });

  test('ends without a word when nobody reads its answers any more', async () => {
    const lbd = await aDaemon(['api-1']);
    const child = spawnLbctl(['route', '--stdio', '--address', lbd.address]);
    let stderr = '';
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    const ended = once(child, 'close');
    child.stdin?.on('error', () => {}); // it may end before it has read all
    child.stdin?.write(`${firstRequest}\n`.repeat(5_000));
    await once(child.stdout!, 'data');
    child.stdout?.destroy();
    expect(await ended).toEqual([0, null]);
    expect(stderr).toBe('');
  });

  test('takes no session id and no count beside it', async () => {
    expect((await lbctl(['route', 'ada', '--stdio'])).code).toBe(2);
    expect((await lbctl(['route', '--stdio', '--count', '3'])).code).toBe(2);
  });
});

describe('lbctl route --stdio --embedded', () => {
  test('spreads new sessions over three backends', async () => {
    const input = [1, 2, 3, 4].map((msgId) => request(msgId)).join('\n');
    const { stdout } = await lbctl(['route', '--stdio', '--embedded'], { input });
    expect(stdout.match(/"backend": "api-\d"/g)).toEqual([1, 2, 3, 1].map((n) => `"backend": "api-${n}"`));
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('leaves nothing behind when it is ended by %s', async (signal) => {
    const temporary = aFolder();
    const child = spawnLbctl(['route', '--stdio', '--embedded'], { env: { TMPDIR: temporary } });
    child.stdin?.write(`${firstRequest}\n`);
    await once(child.stdout!, 'data');
    expect(readdirSync(temporary)).toHaveLength(1);
    const pid = await embeddedPid(`unix:${temporary}/${readdirSync(temporary)[0]}/lbd.sock`);

    const ended = outcomeOf(child);
    child.kill(signal);
    expect((await ended).code).toBe(signal === 'SIGTERM' ? 143 : 130);
    expect(readdirSync(temporary)).toEqual([]);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  test("does not take the settings of the machine's lbd", async () => {
    const env = { LBD_STORE: 'nonsense', LBD_LISTEN: 'tcp:0.0.0.0:1' };
    const { code, stdout } = await lbctl(['route', '--stdio', '--embedded'], { input: firstRequest, env });
    expect(code).toBe(0);
    expect(stdout).toContain('"status": 200');
  });

  async function embeddedPid(address: string): Promise<number> {
    const { stdout } = await lbctl(['status', '--json', '--address', address]);
    return JSON.parse(stdout).pid;
  }
});

function escaped(text: string): string {
  return text.replace(/[{}[\]().*+?^$|\\]/g, '\\$&');
}
