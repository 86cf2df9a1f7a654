// Keeps a database of this version, with what its lbd says is in it, in test/store/released/: to be run at a release.
// Every later lbd must open it and say the same (test/end-to-end/released-databases.test.ts).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from './build.mjs';
import { root } from './run.mjs';

await build();
const folder = mkdtempSync(join(tmpdir(), 'lbd-released-'));
const address = `unix:${folder}/lbd.sock`;
const lbd = spawn(process.execPath, [`${root}/dist/daemon/main.js`, '--data', folder, '--listen', address], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
await once(lbd.stdout, 'data');

await lbctl('pools set games --policy consistent_hash --hash-on header:x-room --idle-timeout 2h --on-unhealthy hold');
await lbctl('backends add web-1 10.0.0.1:80 --weight 3 --zone a --label tier=gold --max-sessions 100');
await lbctl('backends add web-2 10.0.0.2:80 --probe http --probe-path /health --probe-interval 1h');
await lbctl('backends add web-3 10.0.0.3:80');
await lbctl('backends add web-4 10.0.0.4:80');
await lbctl('backends add room-1 10.0.1.1:80 --pool games');
for (let i = 0; i < 12; i += 1) await lbctl(`route user-${i} --label user=${i}`);
for (let i = 0; i < 3; i += 1) await lbctl(`route room-${i} --pool games --header x-room=${i} --idle-timeout 30m`);
await lbctl('sessions pin user-1');
await lbctl('sessions move user-6 web-1 --reason closer');
await lbctl('sessions end user-3 --yes');
await lbctl('expire user-4 --yes');
await lbctl('cordon web-1');
await lbctl('drain web-3 --hold --reason restart');
await lbctl('drain web-4 --now');
await lbctl('backends remove web-4 --force --yes');
const said = {
  pools: (await lbctl('pools --json')).pools,
  backends: (await lbctl('backends -A --json')).backends,
  sessions: (await lbctl('sessions -A --limit 0 --json')).sessions,
  events: (await lbctl('events --limit 1000 --json')).events,
};
lbd.kill('SIGTERM');
await once(lbd, 'exit');

const db = new Database(join(folder, 'lbd.db'));
const version = db.pragma('user_version', { simple: true });
db.exec('VACUUM');
db.close();
const kept = join(root, 'test/store/released');
mkdirSync(kept, { recursive: true });
copyFileSync(join(folder, 'lbd.db'), join(kept, `v${version}.db`));
writeFileSync(join(kept, `v${version}.json`), `${JSON.stringify(said, null, 1)}\n`);
rmSync(folder, { recursive: true });
console.log(`test/store/released/v${version}.db: ${said.sessions.length} sessions, ${said.events.length} events`);

async function lbctl(words) {
  const args = [`${root}/dist/cli/main.js`, ...words.split(' ')];
  const typed = spawn(process.execPath, args, { env: { ...process.env, LBCTL_ADDRESS: address } });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) typed[stream].on('data', (text) => (output[stream] += text));
  const [code] = await once(typed, 'close');
  if (code !== 0) throw new Error(`lbctl ${words}: exit ${code}\n${output.stderr}`);
  return words.endsWith('--json') ? JSON.parse(output.stdout) : output.stdout;
}
