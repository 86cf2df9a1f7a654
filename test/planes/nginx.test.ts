import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/a-process.ts';
import { type AProxy, type ProxyPlace, proxiedContract } from './proxied-contract.ts';
import { until } from './until.ts';

const moduleFile = '/usr/lib/nginx/modules/ngx_http_js_module.so';

const nginx: AProxy = {
  pickAddress: async (folder) => `unix:${join(folder, 'pick.sock')}`,
  async start(place) {
    const file = join(place.folder, 'nginx.conf');
    writeFileSync(file, configured(place));
    const script = readFileSync('ops/nginx/lbd-cookie.js', 'utf8').replaceAll('/etc/nginx/lbd-keys', place.keysFile);
    writeFileSync(join(place.folder, 'lbd-cookie.js'), script);
    const running = run('nginx', ['-p', place.folder, '-e', 'stderr', '-c', file], {});
    await until(() =>
      fetch(`http://127.0.0.1:${place.port}/`).then(
        () => true,
        () => false,
      ),
    );
    return running;
  },
  // It asks each time.
  settled: async () => undefined,
};

/** The example of ops/, on ports of its own. */
function configured({ folder, port, backends, pick }: ProxyPlace): string {
  let text = readFileSync('ops/nginx/nginx.conf', 'utf8')
    .replace('modules/ngx_http_js_module.so', moduleFile)
    .replaceAll('unix:/run/lbd/pick.sock', pick)
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`);
  for (const [i, { address }] of backends.entries()) text = text.replaceAll(`127.0.0.1:900${i + 1}`, address);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const paths = temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ');
  const process = `daemon off; worker_processes 1; pid ${folder}/nginx.pid;`;
  return `${process}\n${text.replace('http {', `http {\n  access_log off; ${paths}`)}`;
}

function missing(): string | undefined {
  if (spawnSync('nginx', ['-v']).status !== 0) return 'there is no nginx';
  return existsSync(moduleFile) ? undefined : 'there is no libnginx-mod-http-js';
}

proxiedContract('nginx', missing(), nginx);
