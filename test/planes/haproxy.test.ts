import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/a-process.ts';
import { aFreePort } from './a-backend.ts';
import { type AProxy, type ProxyPlace, proxiedContract } from './proxied-contract.ts';
import { until } from './until.ts';

let statsPort = 0;

const haproxy: AProxy = {
  pickAddress: async () => `127.0.0.1:${await aFreePort()}`,
  async start(place) {
    statsPort = await aFreePort();
    const file = join(place.folder, 'haproxy.cfg');
    writeFileSync(file, configured(place));
    const script = readFileSync('ops/haproxy/lbd.lua', 'utf8').replace('127.0.0.1:8902', place.pick);
    writeFileSync(join(place.folder, 'lbd.lua'), script);
    const running = run('haproxy', ['-W', '-f', file], {});
    await until(() =>
      fetch(`http://127.0.0.1:${place.port}/`).then(
        () => true,
        () => false,
      ),
    );
    return running;
  },
  settled: (_place, lbdIsThere) =>
    until(async () => {
      const page = await (await fetch(`http://127.0.0.1:${statsPort}/;csv`)).text();
      return page.includes('lbd,pick,') && /^lbd,pick,.*?,(UP|DOWN),/m.exec(page)?.[1] === (lbdIsThere ? 'UP' : 'DOWN');
    }),
};

/** The example of ops/, on ports of its own, with a page that tells what its probes see. */
function configured({ folder, port, backends, pick, keysFile }: ProxyPlace): string {
  let text = readFileSync('ops/haproxy/haproxy.cfg', 'utf8')
    .replace('/etc/haproxy/lbd.lua', join(folder, 'lbd.lua'))
    .replaceAll('/etc/haproxy/lbd-keys', keysFile)
    .replaceAll('127.0.0.1:8902', pick)
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`);
  for (const [i, { address }] of backends.entries()) text = text.replaceAll(`127.0.0.1:900${i + 1}`, address);
  return `${text}\nfrontend stats\n  bind 127.0.0.1:${statsPort}\n  stats enable\n  stats uri /\n`;
}

proxiedContract('HAProxy', spawnSync('haproxy', ['-v']).status === 0 ? undefined : 'there is no haproxy', haproxy);
