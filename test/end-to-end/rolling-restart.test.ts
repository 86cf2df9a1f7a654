import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBackendProcess, type BackendProcess } from '../support/a-backend-process.ts';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';
import { run } from '../support/a-process.ts';
import { root } from '../support/source-tree.ts';

const ids = ['web-1', 'web-2', 'web-3', 'spare'];
const sessions = Array.from({ length: 90 }, (_, i) => `user-${i}`);
const backends = new Map<string, BackendProcess>();
const refused: unknown[] = [];
const generations = new Map<string, number>();
let lbd: ADaemon;
let loading = true;

/** The page's own commands, as one script. */
function commandsOfThePage(): string {
  const page = readFileSync(`${root}/docs/rolling-restart.md`, 'utf8');
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('');
}

/** `ssh HOST systemctl restart app` of the page: restarts that backend's process. */
const hosts = createServer(async (request, response) => {
  const backend = backends.get(request.url!.slice(1));
  await backend?.kill();
  await backend?.start();
  response.statusCode = backend === undefined ? 404 : 200;
  response.end();
});

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
  await new Promise<void>((listening) => hosts.listen(0, '127.0.0.1', listening));
  for (const id of ids) {
    backends.set(id, await aBackendProcess(id));
    const probe = ['--probe', 'http', '--probe-interval', '200ms', '--probe-rise', '1'];
    await lbd.lbctl('backends', 'add', id, `127.0.0.1:${backends.get(id)!.port}`, ...probe);
    expect((await lbd.lbctl('wait', id, '--for', 'healthy', '--timeout', '20s')).code).toBe(0);
  }
  await lbd.lbctl('cordon', 'spare');
  const bin = `${lbd.folder}/bin`;
  mkdirSync(bin);
  const { port } = hosts.address() as AddressInfo;
  writeFileSync(`${bin}/lbctl`, `#!/bin/sh\nexec ${process.execPath} ${root}/dist/cli/main.js "$@"\n`);
  writeFileSync(
    `${bin}/ssh`,
    `#!/bin/sh\nexec ${process.execPath} -e 'fetch("http://127.0.0.1:${port}/" + process.argv[1]).then(r => process.exit(r.ok ? 0 : 1))' "$1"\n`,
  );
  for (const name of ['lbctl', 'ssh']) chmodSync(`${bin}/${name}`, 0o755);
});
afterAll(async () => {
  loading = false;
  hosts.close();
  await lbd.stop();
  await Promise.all([...backends.values()].map((backend) => backend.kill()));
});

describe('the runbook for a rolling restart', () => {
  test('restarts three backends under load: nobody is refused, and no session moves more than once', async () => {
    const loaded = load();
    const env = { PATH: `${lbd.folder}/bin:${process.env.PATH}`, LBCTL_ADDRESS: lbd.address };
    const typed = run('sh', ['-e', '-c', commandsOfThePage()], { env });
    const code = await typed.ended;
    loading = false;
    await loaded;
    expect({ code, stderr: code === 0 ? '' : typed.stderr() + typed.stdout() }).toEqual({ code: 0, stderr: '' });
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
