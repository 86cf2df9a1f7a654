import { describe, expect, test } from 'vitest';
import { defaultSockets, parseAddress } from '../../cli/address.ts';
import { callError } from '../../cli/call-error.ts';
import { exitCodeOf, statusName } from '../../cli/exit-codes.ts';

const address = parseAddress('unix:/run/lbd/lbd.sock');
const refusal = { reason: 'ANY', metadata: {}, retryDelayMs: null };

describe('a call that lbd refused', () => {
  test.each([
    [3, 2],
    [5, 3],
    [6, 1],
    [7, 5],
    [8, 4],
    [9, 1],
    [10, 1],
    [11, 2],
    [13, 1],
    [14, 4],
    [16, 5],
    [4, 6],
  ])('with gRPC status %d ends with exit code %d', (code, exitCode) => {
    expect(callError({ code, details: 'no' }, refusal, address, 10_000).problem.exitCode).toBe(exitCode);
  });

  test('carries its words, its reason and its facts, and the time after which it may be repeated', () => {
    const details = { reason: 'STORE_UNAVAILABLE', metadata: { field: 'x' }, retryDelayMs: 1_000 };
    expect(callError({ code: 14, details: 'the disk is full' }, details, address, 10_000).problem).toEqual({
      code: 'UNAVAILABLE',
      reason: 'STORE_UNAVAILABLE',
      message: 'the disk is full',
      hint: expect.stringMatching(/`lbctl status`.*; safe to repeat in 1s$/),
      metadata: { field: 'x' },
      exitCode: 4,
    });
  });
});

describe('a call that lbd never answered', () => {
  const failed = (code: number, details: string) => callError({ code, details }, undefined, address, 10_000).problem;

  test.each([
    ['connect ENOENT /run/lbd/lbd.sock', 4, 'no such socket'],
    ['connect ECONNREFUSED /run/lbd/lbd.sock', 4, 'the connection was refused'],
    ['connect EACCES /run/lbd/lbd.sock', 5, 'you may not use the socket'],
    ['Connection dropped', 4, "can't be reached: Connection dropped"],
  ])('because of "%s" ends with %d and says "%s"', (details, exitCode, words) => {
    expect(failed(14, details)).toMatchObject({ exitCode, message: expect.stringContaining(words) });
    expect(failed(14, details).hint).not.toBe('');
  });

  test('in time names the time and what may still happen', () => {
    expect(failed(4, 'Deadline exceeded')).toMatchObject({
      exitCode: 6,
      message: 'no answer from unix:/run/lbd/lbd.sock within 10s; what was asked may still be done',
    });
  });

  test('because the message is too large fails: no waiting cures that', () => {
    expect(failed(8, 'Received message larger than max').exitCode).toBe(1);
    expect(exitCodeOf('RESOURCE_EXHAUSTED', true)).toBe(4);
  });

  test('because it does not know the method is told to be of another version', () => {
    expect(failed(12, 'unknown method')).toMatchObject({ exitCode: 1, hint: expect.stringContaining('older') });
  });

  test('with a code that is none is unknown', () => {
    expect(statusName(99)).toBe('UNKNOWN');
  });
});

describe('an address', () => {
  test.each([
    ['unix:/run/lbd.sock', 'unix:/run/lbd.sock'],
    ['unix:///run/lbd.sock', 'unix:/run/lbd.sock'],
    ['tcp:127.0.0.1:7700', 'dns:127.0.0.1:7700'],
    ['tcp:[::1]:7700', 'dns:[::1]:7700'],
    ['tcp:lbd.internal:1', 'dns:lbd.internal:1'],
  ])('%s is %s to gRPC', (text, target) => {
    expect(parseAddress(text).target).toBe(target);
  });

  test.each(['', 'unix:', 'tcp:', 'tcp:host', 'tcp::1', 'tcp:h:0', 'tcp:h:65536', 'tcp:::1:80', 'http://h:80'])(
    '%j is refused',
    (text) => {
      expect(() => parseAddress(text)).toThrow(/address/);
    },
  );

  test('is looked for where lbd puts its socket by default', () => {
    const env = { XDG_RUNTIME_DIR: '/run/user/7', HOME: '/home/ada' };
    expect(defaultSockets({ env, folder: '/clone', isRoot: false })).toEqual([
      '/run/user/7/lbd.sock',
      '/run/lbd/lbd.sock',
      '/clone/.lbd/lbd.sock',
      '/home/ada/.local/state/lbd/lbd.sock',
    ]);
    expect(defaultSockets({ env: {}, folder: '/clone', isRoot: true })).toEqual([
      '/run/lbd/lbd.sock',
      '/clone/.lbd/lbd.sock',
      '/var/lib/lbd/lbd.sock',
    ]);
    const moved = { XDG_STATE_HOME: '/state', XDG_RUNTIME_DIR: 'relative' };
    expect(defaultSockets({ env: moved, folder: '/clone', isRoot: true }).at(-1)).toBe('/state/lbd/lbd.sock');
  });
});
