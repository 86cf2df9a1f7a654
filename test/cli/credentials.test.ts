import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Authority, anAuthority, authorityOfAll, type Certified, needsOpenssl } from '../support/certificates.ts';
import { lbctlHere } from './here.ts';
import { aFolder, lbctl, type StartedLbd, startLbd } from './programs.ts';

let authority: Authority;
let shown: Certified;
needsOpenssl();
beforeAll(() => {
  authority = authorityOfAll();
  shown = authority?.sign('lbd', { subject: '/CN=lbd', names: 'DNS:localhost,IP:127.0.0.1' });
});
afterAll(() => authority?.remove());

/** An lbd on a TCP port, with tokens `ROLE.token` for each role, made by lbctl. */
async function aGuardedLbd(...flags: string[]) {
  const folder = aFolder();
  const file = (role: string) => join(folder, `${role}.token`);
  const lines: string[] = [];
  for (const role of ['viewer', 'router', 'operator', 'admin']) {
    lines.push((await lbctlHere(['tokens', 'new', role, '--role', role, '--out', file(role)])).stdout);
  }
  const tokens = join(folder, 'tokens');
  writeFileSync(tokens, lines.join(''));
  const args = ['--store', 'memory', '--listen', 'tcp:127.0.0.1:0', '--tokens', tokens, ...flags];
  const lbd: StartedLbd = await startLbd(folder, args);
  onTestFinished(() => lbd.stop('SIGKILL'));
  const { listen } = JSON.parse((await lbctlHere(['status', '--json', '--address', lbd.address])).stdout);
  const tcp: string = listen[1];
  return { ...lbd, folder, tokens, file, tcp };
}

const tlsFlags = () => ['--tls-cert', shown.certFile, '--tls-key', shown.keyFile];

describe('lbctl by TCP', () => {
  test('comes in by token over TLS, and the journal tells who it was', async () => {
    const lbd = await aGuardedLbd(...tlsFlags());
    const as = (role: string, ...words: string[]) =>
      lbctl([...words, '--address', lbd.tcp, '--tls-ca', authority.certFile, '--token-file', lbd.file(role)]);
    expect(await as('admin', 'backends', 'add', 'api-1', 'api-1.test:80')).toMatchObject({ code: 0, stderr: '' });
    expect(await as('router', 'route', 'ada')).toMatchObject({ code: 0 });
    expect(await as('operator', 'cordon', 'api-1')).toMatchObject({ code: 0 });
    expect(await as('viewer', 'uncordon', 'api-1')).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringContaining('error: UncordonBackend needs the role operator, and "viewer" has viewer'),
    });
    const { stdout } = await as('viewer', 'events', '--json');
    const events = JSON.parse(stdout).events.map(({ kind, who, backend_id, detail }: Record<string, string>) => ({
      kind,
      who,
      backend_id,
      ...(kind === 'refused' && { detail }),
    }));
    expect(events).toEqual([
      { kind: 'backend-created', who: 'admin', backend_id: 'api-1' },
      { kind: 'assigned', who: 'router', backend_id: 'api-1' },
      { kind: 'cordoned', who: 'operator', backend_id: 'api-1' },
      { kind: 'refused', who: 'viewer', backend_id: 'api-1', detail: 'UncordonBackend' },
    ]);
  });

  test('takes its files from the environment and from a context too', async () => {
    const lbd = await aGuardedLbd(...tlsFlags());
    const env = {
      LBCTL_ADDRESS: lbd.tcp,
      LBCTL_TLS_CA: authority.certFile,
      LBCTL_TOKEN_FILE: lbd.file('viewer'),
    };
    expect(await lbctl(['backends'], { env })).toMatchObject({ code: 0 });
    const config = { LBCTL_CONFIG: join(lbd.folder, 'contexts.json') };
    const files = ['--tls-ca', authority.certFile, '--token-file', 'admin.token'];
    const set = ['context', 'set', 'prod', '--address', lbd.tcp, ...files];
    expect(await lbctl(set, { env: config, cwd: lbd.folder })).toMatchObject({ code: 0 });
    expect(await lbctl(['pools', 'set', 'games'], { env: config })).toMatchObject({ code: 0 });
    const show = JSON.parse((await lbctl(['context', 'show', '--json'], { env: config })).stdout);
    expect(show).toMatchObject({ token_file: lbd.file('admin'), tls_ca: authority.certFile });
    // Another address is another lbd: the context's token does not go there.
    const elsewhere = ['pools', '--address', lbd.tcp, '--tls-ca', authority.certFile];
    expect(await lbctl(elsewhere, { env: config })).toMatchObject({ code: 5 });
  });

  test('is refused without a token, with a wrong one, and with exit code 5', async () => {
    const lbd = await aGuardedLbd();
    expect(await lbctl(['status', '--address', lbd.tcp])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('error: a token is needed: `lbctl --token-file FILE`'),
    });
    const wrong = join(lbd.folder, 'wrong.token');
    writeFileSync(wrong, 'wrong\n');
    expect(await lbctl(['status', '--address', lbd.tcp, '--token-file', wrong, '--json'])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('"reason":"UNAUTHENTICATED"'),
    });
  });

  test('sends no token in the clear to another machine', async () => {
    const { file } = await aGuardedLbd();
    expect(await lbctl(['status', '--address', 'tcp:10.0.0.1:7443', '--token-file', file('admin')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error: the token would go in the clear to tcp:10.0.0.1:7443\n  say who signs'),
    });
  });

  test('says what is wrong with certificates', async () => {
    const lbd = await aGuardedLbd(...tlsFlags());
    const stranger = anAuthority('another');
    onTestFinished(() => stranger.remove());
    const ask = (...words: string[]) => lbctl(['status', '--address', lbd.tcp, ...words]);
    expect(await ask('--tls-ca', stranger.certFile)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('its certificate is signed by somebody who is not believed here'),
    });
    expect(await ask('--tls-ca', authority.keyFile)).toMatchObject({ code: 2 });
    expect(await ask('--tls-ca', '/nowhere/ca.pem')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--tls-ca: /nowhere/ca.pem can't be read"),
    });
    expect(await ask('--tls-ca', authority.certFile, '--tls-cert', shown.certFile)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a certificate and its key go together'),
    });
    expect(await ask('--token-file', lbd.file('viewer'))).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('if it speaks TLS, say who signs its certificate: --tls-ca FILE'),
    });
  });

  test('shows a certificate where lbd asks for one', async () => {
    const rules = ['--certificate-roles', 'operator CN=ada', '--certificate-roles', 'viewer O=Example'];
    const lbd = await aGuardedLbd(...tlsFlags(), '--client-ca', authority.certFile, ...rules);
    const ada = authority.sign('ada', { subject: '/CN=ada' });
    const eve = authority.sign('eve', { subject: '/O=Example/CN=eve' });
    const as = ({ certFile, keyFile }: Certified, ...words: string[]) =>
      lbctl([
        ...words,
        '--address',
        lbd.tcp,
        '--tls-ca',
        authority.certFile,
        '--tls-cert',
        certFile,
        '--tls-key',
        keyFile,
      ]);
    expect(await as(eve, 'status')).toMatchObject({ code: 0 });
    expect(await as(eve, 'expire', '--all', '--yes')).toMatchObject({ code: 5 });
    expect(await as(ada, 'expire', '--all', '--yes')).toMatchObject({ code: 0 });
  });
});

describe('a token file that changes', () => {
  test('is taken over while lbd runs, and a bad one is told by lbctl status', async () => {
    const lbd = await aGuardedLbd();
    const before = readFileSync(lbd.tokens, 'utf8');
    const status = async () => JSON.parse((await lbctlHere(['status', '--json', '--address', lbd.address])).stdout);
    writeFileSync(lbd.tokens, `${before}who\n`);
    await expect.poll(status, { timeout: 30_000 }).toMatchObject({
      warnings: [
        expect.stringMatching(/^tokens: \S+ line 9 is not "NAME ROLE sha256:HEX"; what was read before stays/),
      ],
    });
    const { stdout } = await lbctlHere(['status', '--address', lbd.address]);
    expect(stdout).toMatch(/^WARNING +tokens: /im);

    const made = await lbctlHere(['tokens', 'new', 'new', '--role', 'viewer', '--out', join(lbd.folder, 'new.token')]);
    writeFileSync(lbd.tokens, made.stdout);
    await expect.poll(status, { timeout: 30_000 }).toMatchObject({ warnings: [] });
    const as = (name: string) => lbctl(['pools', '--address', lbd.tcp, '--token-file', lbd.file(name)]);
    expect(await as('new')).toMatchObject({ code: 0 });
    expect(await as('admin')).toMatchObject({ code: 5 });
  });
});

describe('lbctl tokens new', () => {
  test('writes the token for its owner only, and its hash to stdout', async () => {
    const folder = aFolder();
    const { stdout } = await lbctl(['tokens', 'new', 'ci', '--role', 'operator'], { cwd: folder });
    const token = readFileSync(join(folder, 'ci.token'), 'utf8');
    expect(statSync(join(folder, 'ci.token')).mode & 0o777).toBe(0o600);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}\n$/);
    expect(stdout).toMatch(/^# ci, made on \d{4}-\d\d-\d\d; .*\nci operator sha256:[0-9a-f]{64}\n$/);
    expect(stdout).not.toContain(token.trim());
  });

  test('replaces nothing, and refuses names and roles that lbd would', async () => {
    const file = join(aFolder(), 'mine');
    writeFileSync(file, 'mine');
    expect(await lbctlHere(['tokens', 'new', 'ci', '--role', 'viewer', '--out', file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await lbctlHere(['tokens', 'new', 'a b', '--role', 'viewer'])).code).toBe(2);
    expect((await lbctlHere(['tokens', 'new', '../x', '--role', 'viewer'])).code).toBe(2);
    expect((await lbctlHere(['tokens', 'new', 'ci', '--role', 'root'])).code).toBe(2);
    expect((await lbctlHere(['tokens', 'new', 'ci'])).code).toBe(2);
  });
});
