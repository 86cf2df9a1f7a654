import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newKey, rotated } from '../../daemon/affinity/key-ring.ts';
import { cookieKeyFile, watchKeyFile } from '../../daemon/store/cookie-key-file.ts';
import { anEngine, operator } from '../support/an-engine.ts';
import { aFolder } from './data-folders.ts';

const nowMs = 1_700_000_000_000;
const aPath = () => join(aFolder(), 'cookie-keys.json');

describe('the file of the cookie keys', () => {
  test('is not there at first, and keeps what is written for the owner alone', () => {
    const path = aPath();
    const file = cookieKeyFile(path);
    expect(file.read()).toBeUndefined();
    const ring = rotated([newKey(nowMs)], nowMs + 1_000, 0);
    file.write(ring);
    const read = file.read()!;
    expect(read.map(({ secret, ...key }) => ({ ...key, secret: Buffer.from(secret) }))).toEqual(
      ring.map(({ secret, ...key }) => ({ ...key, secret: Buffer.from(secret) })),
    );
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('outlives a restart, with what was rotated', async () => {
    const path = aPath();
    const first = await anEngine({ cookieKeyFile: cookieKeyFile(path), wallMs: nowMs });
    await first.cookieKeys.rotate({ dropOthers: false }, operator);
    const second = await anEngine({ cookieKeyFile: cookieKeyFile(path), wallMs: nowMs });
    expect(second.cookieKeys.list.map(({ id }) => id)).toEqual(first.cookieKeys.list.map(({ id }) => id));
    expect(second.cookieKeys.active).toEqual(first.cookieKeys.active);
  });

  test('is taken over when somebody else changes it', async () => {
    const path = aPath();
    const file = cookieKeyFile(path);
    const { cookieKeys } = await anEngine({ cookieKeyFile: file, wallMs: nowMs });
    const changed = new Promise<void>((resolve) => {
      const stop = watchKeyFile(path, () => {
        stop();
        resolve();
      });
    });
    file.write([newKey(nowMs), ...cookieKeys.list]);
    await changed;
    const [before] = cookieKeys.list;
    cookieKeys.reload();
    expect(cookieKeys.list).toHaveLength(2);
    expect(cookieKeys.accepted(before.id)).toBeDefined();
    expect(cookieKeys.active.id).not.toBe(before.id);
  });

  test.each([
    ['{', 'it is no JSON'],
    ['{"keys": [1]}', 'it is no JSON of the form'],
    ['{"keys": []}', 'it holds no key'],
    ['{"keys": [{"id": "k1", "secret": "c2hvcnQ", "created": "2026-01-01T00:00:00Z"}]}', 'keys[0] wants id'],
    [`{"keys": [{"id": "K.1", "secret": "${'A'.repeat(43)}", "created": "2026-01-01T00:00:00Z"}]}`, 'keys[0] wants id'],
    [`{"keys": [{"id": "k1", "secret": "${'A'.repeat(43)}", "created": "soon"}]}`, 'keys[0] wants id'],
  ])('is refused as %s, with the path and what is wrong', (text, problem) => {
    const path = aPath();
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => cookieKeyFile(path).read()).toThrow(`"${path}" can't be used: ${problem}`);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('is refused where others may read it', () => {
    const path = aPath();
    cookieKeyFile(path).write([newKey(nowMs)]);
    chmodSync(path, 0o644);
    expect(() => cookieKeyFile(path).read()).toThrow('others may read it; "chmod 600');
  });
});
