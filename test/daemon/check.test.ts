import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runBuilt } from '../support/a-process.ts';
import { type Authority, authorityOfAll, type Certified, needsOpenssl } from '../support/certificates.ts';

let authority: Authority;
let shown: Certified;
let folder: string;
needsOpenssl();
beforeAll(() => {
  authority = authorityOfAll();
  shown = authority?.sign('lbd', { subject: '/CN=lbd', days: 100 });
});
afterAll(() => authority?.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function check(...flags: string[]) {
  const running = runBuilt('daemon/main.js', ['--check', ...flags], { cwd: folder, env: { XDG_RUNTIME_DIR: folder } });
  return { code: await running.ended, stdout: running.stdout(), stderr: running.stderr() };
}

/** The files of a secured lbd, with flags that name them. */
function secured({ mode = 0o600, line = `ada admin sha256:${'0'.repeat(64)}\n` } = {}): string[] {
  const tokens = join(folder, 'tokens');
  writeFileSync(tokens, line);
  chmodSync(tokens, mode);
  chmodSync(shown.keyFile, 0o600);
  return ['--listen', 'tcp:0.0.0.0:0', '--tls-cert', shown.certFile, '--tls-key', shown.keyFile, '--tokens', tokens];
}

describe('lbd --check', () => {
  test('has nothing to say of a secured lbd', async () => {
    expect(await check(...secured())).toEqual({ code: 0, stdout: 'the configuration holds\n', stderr: '' });
  });

  test('names what lets in more people than it need', async () => {
    const open = await check('--listen', 'tcp:127.0.0.1:7400', '--insecure-loopback');
    expect(open.stdout).toBe(
      'the configuration holds\n' +
        'warning: insecure_loopback: every user of this machine may do everything at tcp:127.0.0.1:7400\n',
    );
    const flags = secured({ mode: 0o666 });
    chmodSync(shown.keyFile, 0o644);
    expect((await check(...flags)).stdout.split('\n').slice(1)).toEqual([
      `warning: tls_key: ${shown.keyFile} can be read by others than its owner; chmod 600 it`,
      expect.stringMatching(
        /^warning: tokens: \S+ can be written by others than its owner, who then may do everything/,
      ),
      '',
    ]);
    const key = ['--gateway-tls-cert', shown.certFile, '--gateway-tls-key', shown.keyFile];
    expect(
      (await check(...flags.slice(0, 2), '--gateway', '127.0.0.1:0', ...key, ...flags.slice(6), '--insecure-plaintext'))
        .stdout,
    ).toContain(`warning: gateway_tls_key: ${shown.keyFile} can be read by others`);
    const [listen = '', address = '', , , , , ...tokens] = secured();
    const plain = await check(listen, address, ...tokens, '--insecure-plaintext', '--admin', '0.0.0.0:8900');
    expect(plain.stdout).toContain(
      'warning: insecure_plaintext: tokens and sessions cross the network in the clear at tcp',
    );
    expect(plain.stdout).toContain(
      'warning: insecure_plaintext: tokens cross the network in the clear at 0.0.0.0:8900',
    );
  });

  test('names a certificate that ends soon', async () => {
    const [listen = '', address = '', , , , , ...tokens] = secured();
    const { certFile, keyFile } = authority.sign('soon', { subject: '/CN=lbd', days: 3 });
    chmodSync(keyFile, 0o600);
    const { code, stdout } = await check(listen, address, '--tls-cert', certFile, '--tls-key', keyFile, ...tokens);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nwarning: tls_cert: the certificate in \S+ ends at \d{4}-\S+; put a new one in its place/);
  });

  test.each([
    ['an empty token file', { line: '' }, 'lbd: tokens: FOLDER/tokens holds no token; `lbctl tokens new NAME'],
    ['a wrong line', { line: 'ada boss sha256:0\n' }, 'lbd: tokens: FOLDER/tokens line 1 gives "ada" no role'],
  ])('refuses %s', async (_what, wish, expected) => {
    const { code, stderr } = await check(...secured(wish));
    expect(code).toBe(2);
    expect(stderr.replaceAll(folder, 'FOLDER')).toContain(expected);
  });

  test('refuses certificates and keys that can not be used', async () => {
    const flags = secured();
    const withFiles = (certFile: string, keyFile: string) => {
      const tokens = flags.slice(6);
      return check('--tls-cert', certFile, '--tls-key', keyFile, ...tokens);
    };
    const other = authority.sign('other', { subject: '/CN=other' });
    const cases = [
      [shown.certFile, other.keyFile, 'is not the key of'],
      [shown.keyFile, shown.keyFile, 'holds no certificate in PEM form'],
      [shown.certFile, shown.certFile, 'is no private key'],
      ['nowhere.pem', shown.keyFile, 'nowhere.pem: there is no such file'],
      [folder, shown.keyFile, 'is a folder'],
    ] as const;
    for (const [certFile, keyFile, expected] of cases) {
      const { code, stderr } = await withFiles(certFile, keyFile);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(expected) });
    }
  });
});
