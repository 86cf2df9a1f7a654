import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADaemon, aDaemon } from '../support/a-daemon.ts';

let lbd: ADaemon;
const initial = 'log_level: info\nhousekeeping_interval: 1s\ngateway: 127.0.0.1:0\ngateway_max_body_bytes: 1000\n';
beforeEach(async () => {
  lbd = await aDaemon([], (folder) => {
    writeFileSync(join(folder, 'lbd.yaml'), initial);
    return ['--config', join(folder, 'lbd.yaml')];
  });
});
afterEach(() => lbd.stop());

const hangUp = (text: string) => {
  writeFileSync(join(lbd.folder, 'lbd.yaml'), text);
  lbd.process.child.kill('SIGHUP');
};
const told = (pattern: RegExp) => lbd.process.seen('stderr', pattern);

async function lbctl(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await lbd.lbctl(...words);
  expect(code, stderr).toBe(0);
  return stdout;
}

async function reloads(): Promise<object[]> {
  return JSON.parse(await lbctl('events', '--kind', 'settings-reloaded', '--json')).events;
}

test('SIGHUP takes over what can change at run time, and journals the difference', async () => {
  hangUp(initial.replace('info', 'warn').replace('1s', '2s'));
  await told(/"settings-reloaded","changed":\["log_level info -> warn","housekeeping_interval 1s -> 2s"\]/);
  await expect
    .poll(reloads)
    .toMatchObject([
      { kind: 'settings-reloaded', who: 'lbd', detail: 'log_level info -> warn; housekeeping_interval 1s -> 2s' },
    ]);

  lbd.process.child.kill('SIGTERM');
  await lbd.process.ended;
  expect(lbd.process.stderr()).not.toContain('"event":"stopping"'); // an info line
});

test('the gateway works by its new limit', async () => {
  const [, gateway] = await lbd.process.seen('stdout', /"gateway":"([^"]+)"/);
  const post = async () => (await fetch(`http://${gateway}/`, { method: 'POST', body: 'x'.repeat(2_000) })).status;
  expect(await post()).toBe(413);
  hangUp(initial.replace('1000', '5000'));
  await told(/"gateway_max_body_bytes 1000 -> 5000"/);
  expect(await post()).not.toBe(413);
});

test('what needs a restart is named each time, and is no change', async () => {
  for (const level of ['debug', 'warn']) {
    hangUp(`${initial.replace('info', level)}max_sessions_total: 5000\n`);
    await told(
      new RegExp(`-> ${level}"\\]}\\n.*"waiting":\\["max_sessions_total 10000000 -> 5000"\\],"note":"needs a restart"`),
    );
  }
  await expect
    .poll(reloads)
    .toMatchObject([{ detail: 'log_level info -> debug' }, { detail: 'log_level debug -> warn' }]);
});

test('a file that does not hold changes nothing, and the status warns until one does', async () => {
  hangUp(`${initial.replace('1s', '2s')}log_levle: debug\n`);
  await told(/"settings-not-reloaded","problem":"[^"]*log_levle is not a setting; is log_level meant\?"/);
  expect(await lbctl('status')).toContain(
    'log_levle is not a setting; is log_level meant?; mend it and send SIGHUP again',
  );

  hangUp(initial);
  await told(/"settings-reloaded","changed":\[\]/);
  expect(await lbctl('status')).not.toContain('SIGHUP');
  expect(await reloads()).toEqual([]);
});
