import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect } from 'vitest';

/** A certificate, and its key, as files and as texts. */
export interface Certified {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface Wish {
  /** As openssl writes it: `/O=Example/CN=ada`. */
  readonly subject: string;
  /** As openssl writes them: `DNS:localhost,IP:127.0.0.1`. */
  readonly names?: string;
  /** Negative: it ended before now. */
  readonly days?: number;
}

/** An authority that signs certificates by openssl; its folder is to be removed. */
export interface Authority extends Certified {
  readonly folder: string;
  sign(file: string, wish: Wish): Certified;
  remove(): void;
}

const lacksOpenssl = spawnSync('openssl', ['version']).status !== 0;

/** Skips the tests of a file, or of a `describe`, where there is no openssl to make certificates. */
export function needsOpenssl(): void {
  beforeEach(({ skip }) => {
    if (lacksOpenssl) expect(process.env.LBD_TEST_REQUIRE, 'openssl is not there').not.toBe('1');
    skip(lacksOpenssl, 'openssl is not there');
  });
}

/** For all tests of a file; undefined, and never asked for, where there is no openssl. */
export function authorityOfAll(name?: string): Authority {
  return lacksOpenssl ? (undefined as never) : anAuthority(name);
}

export function anAuthority(name = 'test CA'): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-ca-'));
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const read = (file: string): Certified => {
    const [certFile, keyFile] = [join(folder, `${file}.pem`), join(folder, `${file}.key`)];
    return { certFile, keyFile, cert: readFileSync(certFile), key: readFileSync(keyFile) };
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const self = ['req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`];
  openssl(...self, '-keyout', 'ca.key', '-out', 'ca.pem', '-addext', 'basicConstraints=critical,CA:TRUE');
  let serial = 0;
  return {
    ...read('ca'),
    folder,
    sign(file, { subject, names, days = 1 }) {
      serial += 1;
      openssl('req', ...newKey, '-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', subject);
      writeFileSync(join(folder, `${file}.ext`), names === undefined ? '' : `subjectAltName=${names}\n`);
      const sign = ['x509', '-req', '-in', `${file}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key'];
      const until = ['-set_serial', String(serial), '-days', String(days), '-extfile', `${file}.ext`];
      openssl(...sign, ...until, '-out', `${file}.pem`);
      return read(file);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
