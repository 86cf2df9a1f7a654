import { connect as connectHttp2 } from 'node:http2';
import { afterEach, describe, expect, test } from 'vitest';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom, Visitor } from './a-client.ts';
import { type AGateway, aGateway, type GatewayWishes } from './a-gateway.ts';

let backends: ABackend[] = [];
let gateway: AGateway | undefined;

async function twoBackends(wishes: Partial<GatewayWishes> = {}): Promise<AGateway> {
  backends = await Promise.all(['api-1', 'api-2'].map((id) => aBackend(id)));
  gateway = await aGateway({ backends: backends.map(({ id, address }) => ({ id, address })), ...wishes });
  return gateway;
}

afterEach(async () => {
  await gateway?.stop();
  for (const backend of backends) await backend.kill();
  gateway = undefined;
  backends = [];
});

describe('a client with cookies', () => {
  test('comes to the same backend each time, and gets its cookies once', async () => {
    const { port } = await twoBackends();
    const ada = new Visitor(port);
    const first = await ada.ask();
    expect(first.headers['set-cookie']).not.toEqual([]);
    const home = JSON.parse(first.body).backend;
    for (let i = 0; i < 5; i += 1) {
      const answer = await ada.ask();
      expect(JSON.parse(answer.body).backend).toBe(home);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('shares the backends with others, who have homes of their own', async () => {
    const { port } = await twoBackends();
    const homes = await Promise.all([1, 2, 3, 4].map(() => new Visitor(port).backend()));
    expect(homes.toSorted()).toEqual(['api-1', 'api-1', 'api-2', 'api-2']);
  });

  test('is answered by another backend when its own is dead, and stays there', async () => {
    const { port } = await twoBackends();
    const ada = new Visitor(port);
    const home = await ada.backend();
    await backends.find(({ id }) => id === home)!.kill();
    const moved = await ada.ask();
    expect(moved.status).toBe(200);
    expect(JSON.parse(moved.body).backend).not.toBe(home);
    expect(moved.headers['set-cookie']).not.toBeUndefined();
    expect((await ada.ask()).headers['set-cookie']).toBeUndefined();
  });

  test('is told with a 502, and without a cookie, when nobody can be reached; and moves nowhere', async () => {
    const { port, engine } = await twoBackends();
    const ada = new Visitor(port);
    await ada.ask();
    const [session] = engine.table.size === 1 ? [ada.cookies] : [];
    for (const backend of backends) await backend.kill();
    const answer = await ada.ask();
    expect(answer.status).toBe(502);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(ada.cookies).toEqual(session);
    expect(engine.violations.counts['home-lost']).toBe(0);
  });

  test('without any backend gets a 503 with Retry-After, and no cookie', async () => {
    gateway = await aGateway({ backends: [] });
    const answer = await fetchFrom(gateway.port);
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

test('HTTP/2 with prior knowledge comes to the same homes', async () => {
  const { url, port } = await twoBackends();
  const ada = new Visitor(port);
  const home = await ada.backend();
  const session = connectHttp2(url);
  const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`);
  const homes = await Promise.all([1, 2, 3].map(() => overHttp2(session, { cookie })));
  expect(homes.map(({ body }) => JSON.parse(body).backend)).toEqual([home, home, home]);
  session.close();
});

function overHttp2(session: ReturnType<typeof connectHttp2>, headers: Record<string, string | string[]>) {
  return new Promise<{ headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const stream = session.request({ ':path': '/', ...headers });
    let answered: Record<string, unknown> = {};
    let body = '';
    stream.setEncoding('utf8');
    stream.on('response', (got) => {
      answered = got;
    });
    stream.on('data', (text) => {
      body += text;
    });
    stream.on('error', reject);
    stream.on('end', () => resolve({ headers: answered, body }));
  });
}
