import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAccessLog } from '../../daemon/observe/access-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-access-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('each line is JSON with its time, and none is lost at the end', () => {
  const file = join(folder, 'access.log');
  const log = openAccessLog(file);
  for (let i = 0; i < 1_000; i += 1) log.write({ method: 'GET', status: 200, number: i });
  log.close();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(1_000);
  expect(JSON.parse(lines[999]!)).toEqual({
    time: expect.stringMatching(/Z$/),
    level: 'info',
    method: 'GET',
    status: 200,
    number: 999,
  });
});

test('goes on behind what is there', () => {
  const file = join(folder, 'access.log');
  for (const status of [200, 404]) {
    const log = openAccessLog(file);
    log.write({ status });
    log.close();
  }
  const statuses = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).status);
  expect(statuses).toEqual([200, 404]);
});

test('a file that can not be written is told at once', () => {
  expect(() => openAccessLog(join(folder, 'nowhere', 'access.log'))).toThrow(/nowhere/);
});
