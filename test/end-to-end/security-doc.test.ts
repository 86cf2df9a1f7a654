import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { roleOfMethod } from '../../daemon/principals/permissions.ts';
import { roles } from '../../daemon/principals/role.ts';
import { run, runBuilt } from '../support/a-process.ts';
import { needsOpenssl } from '../support/certificates.ts';
import { root } from '../support/source-tree.ts';

const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, is, text = '']) => (is === language ? [text] : []));

describe('docs/security.md', () => {
  needsOpenssl();

  test('tells the role of each method', () => {
    for (const role of roles) {
      const [, may = ''] = new RegExp(`^\\| \`${role}\` +\\|(.*)\\|$`, 'm').exec(page) ?? [];
      const told = may.match(/\b[A-Z][a-z]+[A-Za-z]*\b/g) ?? [];
      const methods = Object.entries(roleOfMethod).flatMap(([method, needed]) => (needed === role ? [method] : []));
      expect(told.sort(), role).toEqual(methods.sort());
    }
  });

  test('sets up an lbd that Ada can operate, and nobody else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbd-doc-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const lbctl = (...words: string[]) =>
      run(process.execPath, [join(root, 'dist/cli/main.js'), ...words], { cwd: folder });
    const [setUp = ''] = blocks('sh');
    const shell = `set -e; lbctl() { '${process.execPath}' '${root}/dist/cli/main.js' "$@"; }\n${setUp}`;
    const setting = run('sh', ['-c', shell], { cwd: folder });
    expect(await setting.ended, setting.stderr()).toBe(0);

    const [config = '', certificates = ''] = blocks('yaml');
    const file = join(folder, 'lbd.yaml');
    const checked = async (text: string) => {
      writeFileSync(file, text.replace('0.0.0.0:7443', '127.0.0.1:0'));
      const check = runBuilt('daemon/main.js', ['--check', '--config', file], { cwd: folder });
      return { code: await check.ended, stdout: check.stdout() };
    };
    expect(await checked(config + certificates)).toEqual({ code: 0, stdout: 'the configuration holds\n' });
    expect(await checked(config)).toEqual({ code: 0, stdout: 'the configuration holds\n' });

    const lbd = runBuilt('daemon/main.js', ['--config', file, '--store', 'memory', '--data', folder], { cwd: folder });
    onTestFinished(() => void lbd.child.kill('SIGKILL'));
    const [, address = ''] = await lbd.seen('stdout', /"(tcp:127\.0\.0\.1:\d+)"/);
    const way = ['--address', address, '--tls-ca', join(folder, 'ca.pem')];
    const ada = lbctl('status', ...way, '--token-file', 'ada.token');
    expect(await ada.ended, ada.stderr()).toBe(0);
    expect(await lbctl('backends', ...way, '--token-file', 'gw-1.token').ended).toBe(5);
    expect(await lbctl('status', ...way).ended).toBe(5);
  });
});
