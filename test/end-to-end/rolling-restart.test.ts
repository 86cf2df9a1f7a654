import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBackendProcess, type BackendProcess } from '../support/a-backend-process.ts';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';
import { aTerminal, commandsOf, type Terminal } from '../support/a-terminal.ts';

const ids = ['web-1', 'web-2', 'web-3', 'spare'];
const sessions = Array.from({ length: 90 }, (_, i) => `user-${i}`);
const backends = new Map<string, BackendProcess>();
const refused: unknown[] = [];
const generations = new Map<string, number>();
let lbd: ADaemon;
let terminal: Terminal;
let loading = true;

/** `ssh HOST systemctl restart app` of the page. */
async function restart(host: string): Promise<boolean> {
  const backend = backends.get(host);
  await backend?.kill();
  await backend?.start();
  return backend !== undefined;
}

async function load(): Promise<void> {
  while (loading) {
    await Promise.all(
      sessions.map(async (session_id) => {
        try {
          const { generation } = await ask(lbd.routing, lbd.routing.Route, { session_id });
          generations.set(session_id, Math.max(generation, generations.get(session_id) ?? 0));
        } catch (error) {
          refused.push(error);
        }
      }),
    );
  }
}

beforeAll(async () => {
  lbd = await aDaemon();
  for (const id of ids) {
    backends.set(id, await aBackendProcess(id));
    const probe = ['--probe', 'http', '--probe-interval', '200ms', '--probe-rise', '1'];
    await lbd.lbctl('backends', 'add', id, `127.0.0.1:${backends.get(id)!.port}`, ...probe);
    expect((await lbd.lbctl('wait', id, '--for', 'healthy', '--timeout', '20s')).code).toBe(0);
  }
  await lbd.lbctl('cordon', 'spare');
  terminal = await aTerminal(lbd, restart);
});
afterAll(async () => {
  loading = false;
  terminal.close();
  await lbd.stop();
  await Promise.all([...backends.values()].map((backend) => backend.kill()));
});

describe('the runbook for a rolling restart', () => {
  test('restarts three backends under load: nobody is refused, and no session moves more than once', async () => {
    const loaded = load();
    const { code, said } = await terminal.type(commandsOf('rolling-restart.md'));
    loading = false;
    await loaded;
    expect(code, said).toBe(0);
    expect(refused).toEqual([]);
    expect(generations.size).toBe(sessions.length);
    expect(Math.max(...generations.values())).toBe(2);
    const { backends: listed } = JSON.parse((await lbd.lbctl('backends', '--json')).stdout);
    expect(listed.map(({ id, admin_state }: { id: string; admin_state: string }) => `${id} ${admin_state}`)).toEqual([
      'spare ACTIVE',
      'web-1 ACTIVE',
      'web-2 ACTIVE',
      'web-3 CORDONED',
    ]);
  });
});
