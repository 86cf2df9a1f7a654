import { execFile, execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ADaemon, aDaemon } from '../support/a-daemon.ts';
import { anAuthority, needsOpenssl } from '../support/certificates.ts';
import { root } from '../support/source-tree.ts';

const run = promisify(execFile);
const options = { cwd: root, timeout: 300_000 };
let lbd: ADaemon;

beforeAll(async () => {
  lbd = await aDaemon();
  await lbd.lbctl('backends', 'add', 'api-1', '127.0.0.1:8081');
  await lbd.lbctl('backends', 'add', 'api-2', '127.0.0.1:8082');
});
afterAll(() => lbd.stop());

function lacks(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

const target = () => lbd.address.replace('unix:', 'unix://');

describe('a client in Go', () => {
  test('is generated, built and run: a stream of routes, and a refusal it can read', async ({ skip }) => {
    skip(lacks('go', 'version'), 'Go is not there');
    await run('sh', ['examples/go/generate.sh'], options);
    const { stdout } = await run('go', ['run', '.', target(), 'go-ada', 'go-bob'], {
      ...options,
      cwd: `${root}/examples/go`,
    });
    const [ada, bob, refusal] = stdout.trim().split('\n');
    expect(ada).toMatch(/^go-ada lives on api-\d \(127\.0\.0\.1:808\d\), OUTCOME_ASSIGNED, generation 1, until \d{4}-/);
    expect(bob).toMatch(/^go-bob lives on api-\d .* OUTCOME_ASSIGNED/);
    expect(refusal).toBe('NotFound POOL_NOT_FOUND: there is no pool "no-such-pool"');
  });
});

/** The generated client's Python, with what it needs. */
async function examplePython(): Promise<string> {
  const venv = `${root}/node_modules/.cache/lbd-example-python`;
  const python = `${venv}/bin/python`;
  if (!existsSync(`${venv}/ready`)) {
    await run('python3', ['-m', 'venv', '--clear', venv], options);
    await run(
      python,
      ['-m', 'pip', 'install', '--quiet', '--requirement', 'examples/python/requirements.txt'],
      options,
    );
    await run('touch', [`${venv}/ready`], options);
  }
  await run('sh', ['examples/python/generate.sh', python], options);
  return python;
}

describe('a client in Python', () => {
  needsOpenssl();

  test('is generated and run: labels, a filter, times, and a refusal it can read', async ({ skip }) => {
    skip(lacks('python3', '-c', 'import venv, ensurepip'), 'Python with venv is not there');
    const python = await examplePython();
    const { stdout } = await run(python, ['examples/python/main.py', target(), 'py-ada'], options);
    const [home, outcome, listed, refusal] = stdout.trim().split('\n');
    expect(home).toMatch(/^py-ada lives on api-\d \(127\.0\.0\.1:808\d\) until \d{4}-.*\+00:00$/);
    expect(outcome).toBe('OUTCOME_ASSIGNED');
    expect(listed).toBe("py-ada {'user': 'py-ada'}");
    expect(refusal).toBe('NOT_FOUND POOL_NOT_FOUND');
  });

  test('comes in by TLS and token, and is refused what its role does not allow', async ({ skip }) => {
    skip(lacks('python3', '-c', 'import venv, ensurepip'), 'Python with venv is not there');
    const python = await examplePython();
    const authority = anAuthority();
    onTestFinished(() => authority.remove());
    const { certFile, keyFile } = authority.sign('lbd', { subject: '/CN=lbd', names: 'DNS:localhost' });
    const token = (role: string) => `${authority.folder}/${role}.token`;
    const roles = ['operator', 'viewer'];
    const lines = roles.map((role) => lbd.lbctl('tokens', 'new', role, '--role', role, '--out', token(role)));
    const tokens = `${authority.folder}/tokens`;
    writeFileSync(tokens, (await Promise.all(lines)).map(({ stdout }) => stdout).join(''));
    const files = ['--tls-cert', certFile, '--tls-key', keyFile, '--tokens', tokens];
    const secured = await aDaemon(['--store', 'memory', '--listen', 'tcp:127.0.0.1:0', ...files]);
    onTestFinished(() => secured.stop());
    await secured.lbctl('backends', 'add', 'api-1', '127.0.0.1:8081');

    const [, port] = /tcp:127\.0\.0\.1:(\d+)/.exec((await secured.lbctl('status')).stdout) ?? [];
    const ask = (role: string) => {
      const way = [`localhost:${port}`, 'py-bob', '--ca', authority.certFile, '--token-file', token(role)];
      return run(python, ['examples/python/main.py', ...way], options);
    };
    const { stdout } = await ask('operator');
    expect(stdout).toMatch(/^py-bob lives on api-1 /);
    expect(stdout).toContain('NOT_FOUND POOL_NOT_FOUND');
    await expect(ask('viewer')).rejects.toThrow(/Route needs the role router, and \\?"viewer\\?" has viewer/);
  });
});
