import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../daemon/config/command-line.ts';
import { type Config, loadConfig } from '../../daemon/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Given {
  readonly flags?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly yaml?: string;
  readonly isRoot?: boolean;
}

/** Loads what is given; the working directory and the file's folder differ. */
function load({ flags = '', env = {}, yaml, isRoot = false }: Given): Config {
  const args = flags.split(' ').filter((arg) => arg !== '');
  if (yaml !== undefined) {
    mkdirSync(join(folder, 'etc'));
    writeFileSync(join(folder, 'etc/lbd.yaml'), yaml);
    args.push('--config', 'etc/lbd.yaml');
  }
  return loadConfig(parseCommandLine(args), { env: { HOME: folder, XDG_RUNTIME_DIR: folder, ...env }, folder, isRoot });
}

const message = (given: Given): string => {
  try {
    load(given);
  } catch (error) {
    expect(error).toMatchObject({ name: 'ConfigError' });
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

describe('a setting', () => {
  test('comes from the flag before the environment, the file and the default', () => {
    const yaml = 'max_sessions_total: 30\n';
    const env = { LBD_MAX_SESSIONS_TOTAL: '20' };
    expect(load({ flags: '--max-sessions-total 10', env, yaml }).maxSessionsTotal).toBe(10);
  });

  test('comes from the environment before the file', () => {
    expect(load({ env: { LBD_STORE: 'memory' }, yaml: 'store: sqlite\n' }).store).toBe('memory');
  });

  test('comes from the file before the default', () => {
    expect(load({ yaml: 'stop_timeout: 1m30s\nlog_level: debug\n' })).toMatchObject({
      stopTimeoutMs: 90_000,
      logLevel: 'debug',
      maxSessionsTotal: 10_000_000,
    });
  });

  test('that is empty in the environment is not given', () => {
    expect(load({ env: { LBD_STORE: '', LBD_CONFIG: '' } }).store).toBe('sqlite');
  });

  test('is checked also where another source wins', () => {
    expect(message({ flags: '--log-level warn', yaml: 'log_level: loud\n' })).toBe(
      'etc/lbd.yaml: log_level: "loud" is not one of debug, info, warn, error',
    );
  });

  test('of a file begins its relative path at the file, of a flag at the working directory', () => {
    expect(load({ yaml: 'data: state\n' }).dataFolder).toBe(join(folder, 'etc/state'));
    expect(load({ flags: '--data state' }).dataFolder).toBe(join(folder, 'state'));
  });
});

describe('a wrong value is refused with its source, itself and what is expected', () => {
  test.each<[Given, string]>([
    [
      { flags: '--max-sessions-total 16777215' },
      '--max-sessions-total: "16777215" is not a whole number of sessions from 1 to 16,777,214',
    ],
    [{ flags: '--max-sessions-total 1e6' }, '--max-sessions-total: "1e6" is not a whole number'],
    [{ env: { LBD_DEV: 'maybe' } }, 'LBD_DEV: "maybe" is not true or false'],
    [{ yaml: 'stop_timeout: 10\n' }, 'etc/lbd.yaml: stop_timeout: 10 is not a duration from 0s to 10m'],
    [{ yaml: 'store:\n' }, 'etc/lbd.yaml: store: null is not one of sqlite, memory'],
    [{ flags: '--store redis://x' }, '--store: "redis://x" is not one of sqlite, memory'],
    [{ yaml: 'listen: [unix:a, 5]\n' }, 'etc/lbd.yaml: listen: ["unix:a",5] is not a list of 1 to 16 addresses'],
  ])('%j', (given, expected) => {
    expect(message(given)).toContain(expected);
  });
});

describe('an unknown name', () => {
  test.each<[string, Given, string]>([
    ['on the command line', { flags: '--gatewy :80' }, "Unknown option '--gatewy'; lbd --help lists the options"],
    ['without a flag before it', { flags: 'start' }, "Unexpected argument 'start'; lbd --help lists the options"],
    ['in the file', { yaml: 'redis: x\n' }, 'lbd.yaml: redis is not a setting; docs/configuration.md lists them'],
    ['like a known one', { yaml: 'log-level: x\n' }, 'lbd.yaml: log-level is not a setting; is log_level meant?'],
    ['in the environment, like a known one', { env: { LBD_LOGLEVEL: 'x' } }, 'is LBD_LOG_LEVEL meant?'],
  ])('%s is refused', (_where, given, expected) => {
    expect(message(given)).toContain(expected);
  });

  test('in the environment, as Kubernetes sets for a service named lbd, is left alone', () => {
    expect(load({ env: { LBD_PORT: 'tcp://10.0.0.1:80', LBD_SERVICE_HOST: '10.0.0.1' } }).store).toBe('sqlite');
  });
});

describe('the file', () => {
  test('may be empty', () => {
    expect(load({ yaml: '# nothing yet\n' }).store).toBe('sqlite');
  });

  test.each([
    ['not YAML', 'listen: [\n', 'lbd.yaml is not YAML: '],
    ['a list', '- store\n', 'lbd.yaml must hold "name: value" lines'],
    ['one word', 'memory\n', 'lbd.yaml must hold "name: value" lines'],
    ['a name twice', 'store: memory\nstore: sqlite\n', 'lbd.yaml is not YAML: Map keys must be unique'],
  ])('is refused when it is %s', (_what, yaml, expected) => {
    expect(message({ yaml })).toContain(expected);
  });

  test('that is not there is named', () => {
    expect(message({ env: { LBD_CONFIG: 'nowhere.yaml' } })).toContain(
      `can't read ${join(folder, 'nowhere.yaml')}: ENOENT`,
    );
  });
});

describe('where lbd listens', () => {
  test('is the runtime folder when nobody says', () => {
    expect(load({})).toMatchObject({ listen: [`unix:${folder}/lbd.sock`], listenGiven: false });
  });

  test('may be many places', () => {
    const flags = '--listen unix:a.sock --listen tcp:[::1]:0 --insecure-loopback';
    expect(load({ flags })).toMatchObject({ listen: [`unix:${folder}/a.sock`, 'tcp:[::1]:0'], listenGiven: true });
    expect(load({ env: { LBD_LISTEN: 'unix:/a, unix:/b' } }).listen).toEqual(['unix:/a', 'unix:/b']);
  });

  test.each([
    ['--listen tcp:0.0.0.0:7000 --insecure-loopback', 'would serve everyone without encryption or token'],
    ['--listen tcp:127.0.0.1:7000', 'add --tokens FILE, or --insecure-loopback if that is meant'],
    ['--listen tcp:localhost:7000 --insecure-loopback', 'needs an IP address as its host'],
    ['--listen tcp:127.0.0.1:70000 --insecure-loopback', 'a port from 0 to 65535'],
    ['--listen 127.0.0.1:7000', 'is neither unix:PATH nor tcp:HOST:PORT'],
    ['--listen unix:', 'has no path'],
    [`--listen unix:/${'a'.repeat(120)}`, 'has a path of 121 bytes'],
  ])('is refused: %s', (flags, expected) => {
    expect(message({ flags })).toContain(expected);
  });
});

describe('who may come in by TCP', () => {
  const tls = '--tls-cert cert.pem --tls-key key.pem';

  test('is said by files, whose paths begin where they were written', () => {
    const yaml = 'listen: [tcp:0.0.0.0:0]\ntls_cert: a.pem\ntls_key: b.pem\nclient_ca: c.pem\ntokens: tokens\n';
    const rules = 'certificate_roles:\n  - operator CN=ada,O=Example\n  - router URI:spiffe://example.org/gw\n';
    expect(load({ yaml: yaml + rules }).security).toMatchObject({
      tls: { certFile: `${folder}/etc/a.pem`, keyFile: `${folder}/etc/b.pem`, clientCaFile: `${folder}/etc/c.pem` },
      tokensFile: `${folder}/etc/tokens`,
      certificateRoles: [
        { role: 'operator', parts: ['CN=ada', 'O=Example'] },
        { role: 'router', parts: ['URI:spiffe://example.org/gw'] },
      ],
    });
    expect(load({ flags: '--tokens t', env: { LBD_TOKENS: '/other' } }).security.tokensFile).toBe(`${folder}/t`);
  });

  test.each([
    ['--tls-cert cert.pem', 'tls_cert: its private key is missing; give it with --tls-key'],
    ['--tls-key key.pem', 'tls_key: its certificate is missing; give it with --tls-cert'],
    ['--client-ca ca.pem', "client_ca: clients' certificates need TLS"],
    [`${tls} --certificate-roles admin`, '--certificate-roles: "admin" does not begin with a role'],
    [
      `--listen tcp:0.0.0.0:0 ${tls}`,
      'has TLS, and nothing that tells who asks; add --tokens FILE or --client-ca FILE',
    ],
    ['--listen tcp:0.0.0.0:0 --tokens t', 'would send tokens in the clear; add --tls-cert and --tls-key'],
    ['--admin 0.0.0.0:0 --tokens t', 'would have tokens sent in the clear; add --tls-cert and --tls-key'],
    [`--admin 0.0.0.0:0 ${tls} --client-ca ca.pem`, 'would tell everyone what lbd does; add --tokens FILE'],
  ])('is refused where it lets in too many: %s', (flags, expected) => {
    expect(message({ flags })).toContain(expected);
  });

  test('is told by rules that need a CA, each with its role', () => {
    const yaml = 'certificate_roles: [operator CN=ada]\n';
    expect(message({ yaml })).toContain('certificate_roles: no client shows a certificate without client_ca');
  });

  test('is TLS beyond the loopback, for the page too', () => {
    const secured = `--tokens t ${tls}`;
    expect(load({ flags: `${secured} --admin 0.0.0.0:0` }).admin).toMatchObject({ host: '0.0.0.0', tls: true });
    expect(load({ flags: `${secured} --admin 127.0.0.1:0` }).admin).toMatchObject({ tls: false });
    const plain = '--tokens t --insecure-plaintext --admin 0.0.0.0:0 --listen tcp:0.0.0.0:0';
    expect(load({ flags: plain }).admin).toMatchObject({ tls: false });
  });
});

describe('the data folder', () => {
  test.each<[string, Given, string]>([
    ['XDG_STATE_HOME where it is set', { env: { XDG_STATE_HOME: '/state' }, isRoot: true }, '/state/lbd'],
    ['/var/lib/lbd for root', { isRoot: true }, '/var/lib/lbd'],
    ['~/.local/state/lbd for everybody else', { env: { HOME: '/home/ada' } }, '/home/ada/.local/state/lbd'],
  ])('is by default in %s', (_where, given, expected) => {
    expect(load(given).dataFolder).toBe(expected);
  });

  test('is ./.lbd with --dev, and the socket stays where lbctl looks for it', () => {
    expect(load({ flags: '--dev' })).toMatchObject({
      dataFolder: join(folder, '.lbd'),
      listen: [`unix:${folder}/lbd.sock`],
    });
  });
});

describe('where metrics and probes are served', () => {
  test('is nowhere, until somebody says where', () => {
    expect(load({}).admin).toBeNull();
    expect(load({ flags: '--admin 127.0.0.1:9000' }).admin).toEqual({
      host: '127.0.0.1',
      port: 9_000,
      mayGiveWay: false,
      tls: false,
    });
    expect(load({ env: { LBD_ADMIN: '[::1]:0' } }).admin).toMatchObject({ host: '::1', port: 0 });
    expect(load({ yaml: 'admin: 127.0.0.1:9000\n' }).admin).toMatchObject({ port: 9_000 });
  });

  test('is a port of its own with --dev, or another one where that is busy', () => {
    expect(load({ flags: '--dev' }).admin).toEqual({ host: '127.0.0.1', port: 8_900, mayGiveWay: true, tls: false });
    expect(load({ flags: '--dev --admin 127.0.0.1:9000' }).admin).toMatchObject({ port: 9_000, mayGiveWay: false });
  });

  test.each([
    ['9000', '--admin: "9000" is not HOST:PORT'],
    ['127.0.0.1:65536', '--admin: "127.0.0.1:65536" is not HOST:PORT'],
    ['localhost:9000', '--admin: "localhost:9000" needs an IP address as its host'],
    ['0.0.0.0:9000', '--admin: "0.0.0.0:9000" would tell everyone what lbd does; add --tokens FILE'],
    ['[::]:9000', '--admin: "[::]:9000" would tell everyone what lbd does'],
  ])('is not %s', (text, expected) => {
    expect(message({ flags: `--admin ${text}` })).toContain(expected);
  });
});

describe('the gateway', () => {
  const gateway = (given: Given) => load(given).gateway;

  test('is off unless configured; --dev turns it on where there is room', () => {
    expect(gateway({})).toBeNull();
    expect(gateway({ flags: '--dev' })).toMatchObject({ host: '127.0.0.1', port: 8_080, mayGiveWay: true });
    expect(gateway({ flags: '--gateway [::1]:80' })).toMatchObject({ host: '::1', port: 80, mayGiveWay: false });
  });

  test.each<[string, string]>([
    ['--gateway example.com:80', 'is not HOST:PORT with an IP address'],
    ['--gateway 1.2.3.4:80 --gateway-tls-cert x', 'go together'],
    ['--gateway 1.2.3.4:80 --gateway-trusted-proxies 10.0.0.0/33', '"10.0.0.0/33" is neither'],
    ['--gateway 1.2.3.4:80 --gateway-upgrades h2c', '"h2c" is no protocol that can be passed on'],
  ])('%s is refused', (flags, expected) => {
    expect(message({ flags })).toContain(expected);
  });
});
