import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../support/source-tree.ts';

const dockerfile = readFileSync(`${root}/ops/docker/Dockerfile`, 'utf8');
const ignored = readFileSync(`${root}/ops/docker/Dockerfile.dockerignore`, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const lines = dockerfile.replace(/\\\n\s*/g, ' ').split('\n');
const of = (word: string) =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

describe('the image', () => {
  test('runs as nobody special, on the release that it was built on', () => {
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last.find((line) => line.startsWith('USER '))).toBe('USER node');
    const [built, runs] = of('FROM').map((image) => image.replace(/ AS .*/, ''));
    expect(runs).toBe(built);
    const { engines } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
    expect(runs).toContain(`node:${/\d+/.exec(engines.node)}-`);
  });

  test('copies what there is', () => {
    const sources = of('COPY').filter((args) => !args.startsWith('--from'));
    const files = sources.flatMap((args) => args.split(' ').slice(0, -1));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  // There may be no engine to build it, so what it does is done beside it, with the modules that are there.
  test('builds and starts from what it is given', { timeout: 120_000 }, () => {
    const app = mkdtempSync(join(tmpdir(), 'lbd-image-'));
    onTestFinished(() => rmSync(app, { recursive: true }));
    cpSync(root, app, { recursive: true, filter: (path) => !ignored.includes(relative(root, path)) });
    symlinkSync(`${root}/node_modules`, `${app}/node_modules`);
    const build = spawnSync(process.execPath, [`${app}/scripts/build.mjs`], { cwd: app, encoding: 'utf8' });
    expect(build.status, build.stdout + build.stderr).toBe(0);
    for (const [program, name] of [
      ['dist/daemon/main.js', 'lbd'],
      ['dist/cli/main.js', 'lbctl'],
    ] as const) {
      symlinkSync(`${app}/${program}`, `${app}/${name}`);
      const { status, stdout, stderr } = spawnSync(`${app}/${name}`, ['--version'], { encoding: 'utf8', cwd: '/' });
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/\d+\.\d+\.\d+/);
    }
    const check = spawnSync(`${app}/lbd`, ['--check', '--gateway', '0.0.0.0:8080'], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        LBD_DATA: '/var/lib/lbd',
        LBD_LISTEN: 'unix:/run/lbd/lbd.sock',
        LBD_ADMIN: '127.0.0.1:8900',
      },
    });
    expect([check.status, check.stdout.split('\n')[0]]).toEqual([0, 'the configuration holds']);
  });
});
