import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../support/source-tree.ts';

const unit = readFileSync(`${root}/ops/systemd/lbd.service`, 'utf8');

const hasNot = (program: string): string | undefined =>
  spawnSync(program, ['--version']).error === undefined ? undefined : `there is no ${program} (package systemd)`;

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('systemd takes the unit as it is, and finds little that it could do wrong', ({ skip }) => {
  const missing = hasNot('systemd-analyze');
  if (missing !== undefined) return skip(missing);
  const file = join(aFolder(), 'lbd.service');
  writeFileSync(file, unit.replace('/usr/bin/lbd', process.execPath));
  const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  expect([verified.status, verified.stderr]).toEqual([0, '']);
  // Of 0 to 100: 20 is what systemd calls OK.
  const secure = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file]);
  expect(secure.status).toBe(0);
});
