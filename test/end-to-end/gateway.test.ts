import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { Visitor } from '../gateway/a-client.ts';
import { type ADaemon, aDaemon } from '../support/a-daemon.ts';
import { aCountingBackend, type CountingBackend, type Logged } from './a-counting-backend.ts';

let lbd: ADaemon;
let backends: CountingBackend[] = [];
let port = 0;

async function start(...ids: string[]): Promise<void> {
  port = await freePort();
  lbd = await aDaemon([
    '--gateway',
    `127.0.0.1:${port}`,
    '--housekeeping-interval',
    '50ms',
    '--gateway-close-spread',
    '0s',
  ]);
  await lbctl('pools', 'set', 'default', '--expose-assignment');
  backends = await Promise.all(ids.map(aCountingBackend));
  for (const { id, address } of backends) await lbctl('backends', 'add', id, address);
}

afterEach(async () => {
  await lbd.stop();
  for (const backend of backends) await backend.kill();
  backends = [];
});

async function lbctl(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await lbd.lbctl(...words);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

interface Answered {
  readonly backend: string;
  readonly boot: string;
  readonly count: number;
  readonly generation: number;
}

/** A client with a cookie jar that asks again where lbd is not there just now. */
class Client extends Visitor {
  readonly name: string;
  readonly answers: Answered[] = [];
  #waiting: { readonly at: number; readonly resolve: () => void }[] = [];

  constructor(name: string) {
    super(port);
    this.name = name;
  }

  async go(): Promise<Answered> {
    for (;;) {
      try {
        const { status, body } = await this.ask({ headers: { 'x-client': this.name } });
        expect([this.name, status, body]).toEqual([this.name, 200, expect.stringContaining('backend')]);
        const answer = JSON.parse(body) as Answered;
        this.answers.push(answer);
        for (const { at, resolve } of this.#waiting) if (this.answers.length >= at) resolve();
        return answer;
      } catch (error) {
        if (!/ECONN|hang up/.test(`${(error as NodeJS.ErrnoException).code} ${error}`)) throw error;
        await new Promise(setImmediate);
      }
    }
  }

  /** Resolves when it has had so many answers more. */
  answered(count: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ at: this.answers.length + count, resolve }));
  }

  /** Goes on until told to stop; resolves when it has. */
  async goOnUntil(isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.go();
  }
}

/** No client was on two backends within one generation, and none came back to an older one. */
function checkLogs(logged: readonly Logged[]): void {
  const homes = new Map<string, string>();
  for (const { client, generation, id } of logged) {
    const key = `${client} in generation ${generation}`;
    expect([key, homes.get(key) ?? id]).toEqual([key, id]);
    homes.set(key, id);
  }
}

const clients = (count: number) => Array.from({ length: count }, (_, i) => new Client(`c${i}`));

test('clients stay on their backends, and each counter goes on', async () => {
  await start('api-1', 'api-2');
  const all = clients(6);
  for (let i = 1; i <= 5; i += 1) {
    for (const client of all) expect((await client.go()).count).toBe(i);
  }
  const homes = all.map(({ answers }) => answers[0]!.backend);
  expect(homes.filter((home) => home === 'api-1')).toHaveLength(3);
  expect(await lbctl('sessions')).toContain('api-2');
});

test('backends are killed, started, drained and added under load: every request is answered, no session is split', async () => {
  await start('api-1', 'api-2', 'api-3');
  let isOver = false;
  const all = clients(20);
  const load = all.map((client) => client.goOnUntil(() => isOver));
  const [one, two] = backends as [CountingBackend, CountingBackend];
  const rounds = (count: number) => Promise.all(all.map((client) => client.answered(count)));
  await rounds(5);
  await one.kill();
  await rounds(5);
  expect(all.map(({ answers }) => answers.at(-1)!.backend)).not.toContain('api-1');
  await one.start();
  await lbctl('drain', 'api-2', '--deadline', '0s');
  await rounds(5);
  expect(all.map(({ answers }) => answers.at(-1)!.backend)).not.toContain('api-2');
  await lbctl('undrain', 'api-2');
  const four = await aCountingBackend('api-4');
  backends.push(four);
  await lbctl('backends', 'add', 'api-4', four.address);
  await two.kill();
  await two.start();
  await rounds(5);
  isOver = true;
  await Promise.all(load);
  const logged = backends.flatMap((backend) => backend.logged());
  expect(logged.length).toBeGreaterThan(all.length * 20);
  checkLogs(logged);
});

test.each<NodeJS.Signals>(['SIGTERM', 'SIGKILL'])(
  'lbd ends by %s under load and comes back: nobody moves',
  async (signal) => {
    await start('api-1', 'api-2');
    let isOver = false;
    const all = clients(10);
    for (const client of all) await client.go();
    const load = all.map((client) => client.goOnUntil(() => isOver));
    await lbd.restart(signal);
    for (const client of all) await client.go();
    isOver = true;
    await Promise.all(load);
    for (const { answers } of all) {
      expect(new Set(answers.map(({ backend }) => backend)).size).toBe(1);
      expect(new Set(answers.map(({ generation }) => generation))).toEqual(new Set([1]));
    }
    checkLogs(backends.flatMap((backend) => backend.logged()));
  },
);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
