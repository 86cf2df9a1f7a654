import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run, runBuilt } from '../support/a-process.ts';

/** Prints each datagram that comes, as systemd would read it. */
const listener = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("listening", flush=True)
while True:
    data, ancillary, flags, address = s.recvmsg(4096, 256)
    if data.startswith(b"BARRIER=1"): continue
    print(data.decode().replace("\\n", " "), flush=True)
`;

test('systemd is told when lbd is ready, and when it stops', async ({ skip }) => {
  for (const program of ['systemd-notify', 'python3']) {
    if (spawnSync(program, ['--version']).error !== undefined) return skip(`there is no ${program}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'lbd-notify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const socket = join(folder, 'notify');
  const heard = run('python3', ['-c', listener, socket]);
  onTestFinished(() => void heard.child.kill('SIGKILL'));
  await heard.seen('stdout', /listening/);

  const args = ['--store', 'memory', '--data', folder, '--listen', `unix:${folder}/lbd.sock`];
  const lbd = runBuilt('daemon/main.js', args, { env: { NOTIFY_SOCKET: socket } });
  onTestFinished(() => void lbd.child.kill('SIGKILL'));
  await heard.seen('stdout', /READY=1/);
  expect(heard.stdout()).not.toContain('STOPPING');

  lbd.child.kill('SIGTERM');
  await heard.seen('stdout', /STOPPING=1/);
  expect(await lbd.ended).toBe(0);
});
