import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseListenAddress } from '../../daemon/rpc/listen-address.ts';
import { aFolder, aServer, clientsOf } from './a-server.ts';
import { unprotected } from './protection.ts';

const insecureLoopback = { ...unprotected, insecureLoopback: true };

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a unix socket', () => {
  test('serves its owner only, in a folder made for it', async () => {
    const path = join(aFolder(), 'run', 'lbd', 'lbd.sock');
    const { server, admin } = await aServer({ listen: [`unix:${path}`] });

    expect(server.addresses).toEqual([`unix:${path}`]);
    expect(modeOf(path)).toBe(0o600);
    expect(modeOf(join(path, '..'))).toBe(0o700);
    expect(await admin.getStatus({})).toMatchObject({ version: '1.2.3', listen: [`unix:${path}`] });
  });

  test('leaves the mode of other files alone', async () => {
    const before = process.umask();
    const folder = aFolder();
    await aServer({ listen: [`unix:${join(folder, 'lbd.sock')}`] });
    expect(process.umask()).toBe(before);
    writeFileSync(join(folder, 'other'), '');
    expect(modeOf(join(folder, 'other'))).toBe(0o666 & ~before);
  });

  test('is removed at the stop', async () => {
    const path = join(aFolder(), 'lbd.sock');
    const { server } = await aServer({ listen: [`unix:${path}`] });
    await server.stop(0);
    expect(existsSync(path)).toBe(false);
  });

  test('that a killed process left behind is replaced', async () => {
    const path = join(aFolder(), 'lbd.sock');
    const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    expect(spawnSync(process.execPath, ['-e', program]).signal).toBe('SIGKILL');
    expect(existsSync(path)).toBe(true);

    const { admin } = await aServer({ listen: [`unix:${path}`] });
    expect(await admin.getStatus({})).toMatchObject({ pid: process.pid });
    expect(modeOf(path)).toBe(0o600);
  });

  test('of a living lbd is left to it, and it is named', async () => {
    const path = join(aFolder(), 'lbd.sock');
    const { admin } = await aServer({ listen: [`unix:${path}`] });

    await expect(aServer({ listen: [`unix:${path}`] })).rejects.toThrow(
      `listen: ${path} belongs to lbd 1.2.3 (pid ${process.pid}); stop it or choose another path`,
    );
    expect(await admin.getStatus({})).toMatchObject({ version: '1.2.3' });
  });

  test('of a living stranger is left to it', async () => {
    const path = join(aFolder(), 'lbd.sock');
    const stranger = createServer((socket) => socket.destroy()).listen(path);
    onTestFinished(() => void stranger.close());
    await once(stranger, 'listening');

    await expect(aServer({ listen: [`unix:${path}`] })).rejects.toThrow('a living process that does not say who it is');
    expect(existsSync(path)).toBe(true);
  });

  test.each([
    ['a file', (path: string) => writeFileSync(path, 'precious')],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link', (path: string) => symlinkSync('/dev/null', path)],
  ])('is not made in the place of %s', async (_what, put) => {
    const path = join(aFolder(), 'lbd.sock');
    put(path);
    await expect(aServer({ listen: [`unix:${path}`] })).rejects.toThrow(`${path} is there and is no socket`);
    expect(existsSync(path)).toBe(true);
  });

  test('with a path longer than the system takes is refused by its length', () => {
    const limit = process.platform === 'linux' ? 107 : 103;
    const path = (bytes: number) => `/${'x'.repeat(bytes - 1)}`;
    expect(parseListenAddress(`unix:${path(limit)}`, unprotected)).toEqual({ kind: 'unix', path: path(limit) });
    expect(() => parseListenAddress(`unix:${path(limit + 1)}`, unprotected)).toThrow(`${limit + 1} bytes`);
  });
});

describe('TCP', () => {
  test('on port 0 tells the port it got', async () => {
    const { server, routing } = await aServer({ listen: ['tcp:127.0.0.1:0'] });
    expect(server.addresses[0]).toMatch(/^tcp:127\.0\.0\.1:[1-9][0-9]*$/);
    await expect(routing.route({})).rejects.toMatchObject({ details: expect.stringContaining('no backend') });
  });

  test.each([
    ['tcp:127.0.0.1:7400', { kind: 'tcp', host: '127.0.0.1', port: 7400 }],
    ['tcp:[::1]:0', { kind: 'tcp', host: '::1', port: 0 }],
    ['tcp:localhost:1', { kind: 'tcp', host: '127.0.0.1', port: 1 }],
  ])('%s is allowed with --insecure-loopback only', (text, address) => {
    expect(parseListenAddress(text, insecureLoopback)).toEqual({ ...address, protection: 'open-loopback' });
    expect(() => parseListenAddress(text, unprotected)).toThrow('--insecure-loopback');
  });

  test.each([
    'tcp:0.0.0.0:80',
    'tcp:[::]:80',
    'tcp:10.0.0.1:80',
    'tcp::80',
    'tcp:web-1:80',
    'tcp:127.0.0.1.evil.example:80',
  ])('%s is never served in the clear', (text) => {
    expect(() => parseListenAddress(text, insecureLoopback)).toThrow('without encryption or token');
  });

  test.each([
    '',
    'unix:',
    '/run/lbd.sock',
    '127.0.0.1:80',
    'tcp:127.0.0.1',
    'tcp:127.0.0.1:',
    'tcp:127.0.0.1:65536',
    'tcp:::1:80',
  ])('%j is no address', (text) => {
    expect(() => parseListenAddress(text, insecureLoopback)).toThrow(/^listen: /);
  });

  test('on a port that is taken says so, and nothing else stays open', async () => {
    const taken = await aServer({ listen: ['tcp:127.0.0.1:0'] });
    const path = join(aFolder(), 'lbd.sock');
    await expect(aServer({ listen: [`unix:${path}`, taken.address] })).rejects.toThrow('another process listens there');
    expect(existsSync(path)).toBe(false);
  });
});

test('several addresses serve one daemon', async () => {
  const { server, admin } = await aServer({ listen: [`unix:${join(aFolder(), 'lbd.sock')}`, 'tcp:127.0.0.1:0'] });
  await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
  const other = clientsOf(server.addresses[1]!);
  expect(await other.admin.getBackend({ backend_id: 'api-1' })).toMatchObject({ id: 'api-1' });
});
