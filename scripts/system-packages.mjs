// What builds and tests need from the system, fetched where that is possible: by root, with apt-get.
import { spawnSync } from 'node:child_process';
import { run } from './run.mjs';

/** How to see that a package is there, without asking a package manager. */
const proofs = {
  make: ['make', '--version'],
  'g++': ['g++', '--version'],
  openssl: ['openssl', 'version'],
  python3: ['python3', '--version'],
  prometheus: ['promtool', '--version'],
  chromium: ['chromium', '--version'],
  zsh: ['zsh', '--version'],
  fish: ['fish', '--version'],
  strace: ['strace', '-V'],
  nginx: ['nginx', '-v'],
  'libnginx-mod-http-js': ['test', '-e', '/usr/lib/nginx/modules/ngx_http_js_module.so'],
  haproxy: ['haproxy', '-v'],
  'python3-venv': ['python3', '-c', 'import venv, ensurepip'],
};

/**
 * @param {(keyof typeof proofs)[]} names
 * @returns {Promise<string[]>} those that are still missing, which has been said aloud
 */
export async function installSystemPackages(names) {
  const missing = names.filter(isMissing);
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    console.error(
      `missing: ${missing.join(', ')}; install it with your package manager (only root with apt-get is helped here)`,
    );
    return missing;
  }
  console.error(`apt-get install ${missing.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const stdio = ['ignore', 'ignore', 'inherit'];
  await run('apt-get', ['update', '-q'], { env, stdio });
  await run('apt-get', ['install', '-qy', '--no-install-recommends', ...missing], { env, stdio });
  const still = missing.filter(isMissing);
  if (still.length > 0) console.error(`still missing: ${still.join(', ')}; apt-get's own words are above`);
  return still;
}

function isMissing(name) {
  const [program, ...args] = proofs[name];
  return spawnSync(program, args, { stdio: 'ignore' }).status !== 0;
}
