import { copyFileSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Authority, anAuthority } from '../support/certificates.ts';
import { type ABackend, aBackend } from './a-backend.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let authority: Authority;
let backend: ABackend;
let gateway: AGateway;
let files: { certFile: string; keyFile: string };

beforeEach(async () => {
  authority = anAuthority();
  files = authority.sign('gateway', { subject: '/CN=gateway', names: 'IP:127.0.0.1' });
  backend = await aBackend('api-1');
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }], options: { tls: files } });
});
afterEach(async () => {
  await gateway.stop();
  await backend.kill();
  authority.remove();
});

/** The serial number of the certificate that is shown now. */
function serial(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: gateway.port, host: '127.0.0.1', ca: authority.cert }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', reject);
  });
}

function overHttp1(): Promise<{ cookies: string[]; body: string }> {
  return new Promise((resolve, reject) => {
    get(gateway.url, { ca: authority.cert, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ cookies: response.headers['set-cookie'] ?? [], body }));
    }).on('error', reject);
  });
}

describe('with TLS', () => {
  test('HTTP/1.1 is served, its cookies are Secure, and backends know that the client came so', async () => {
    const { cookies } = await overHttp1();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/);
    expect(backend.seen[0]?.headers).toMatchObject({ 'x-forwarded-proto': 'https' });
  });

  test('HTTP/2 is what ALPN agrees on', async () => {
    const session = connectHttp2(gateway.url, { ca: authority.cert });
    const stream = session.request({ ':path': '/' });
    const status = await new Promise((resolve, reject) => {
      stream.on('response', (headers) => resolve(headers[':status']));
      stream.on('error', reject);
    });
    stream.resume();
    expect(status).toBe(200);
    expect(session.alpnProtocol).toBe('h2');
    session.close();
  });

  test('what speaks no TLS is cut', async () => {
    const { connect: plain } = await import('node:net');
    const socket = plain(gateway.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    socket.on('error', () => {}).resume();
    await new Promise((resolve) => socket.on('close', resolve));
    expect(backend.seen).toEqual([]);
  });

  test('a new certificate is shown without a restart; a broken one is not', async () => {
    const before = await serial();
    const next = authority.sign('next', { subject: '/CN=gateway', names: 'IP:127.0.0.1' });
    copyFileSync(next.certFile, files.certFile);
    copyFileSync(next.keyFile, files.keyFile);
    let now = before;
    while (now === before) now = await serial();
    writeFileSync(files.certFile, 'no certificate');
    while (!gateway.logged.some(({ event }) => event === 'certificate-not-taken')) await new Promise(setImmediate);
    expect(await serial()).toBe(now);
  });
});

test('a certificate that can not be read keeps the gateway from starting, in words', async () => {
  writeFileSync(files.certFile, 'no certificate');
  await expect(aGateway({ backends: [], options: { tls: files } })).rejects.toThrow(
    'are no certificate and its key in PEM',
  );
  const missing = { ...files, keyFile: '/nowhere/key.pem' };
  await expect(aGateway({ backends: [], options: { tls: missing } })).rejects.toThrow(
    `gateway_tls_key: "/nowhere/key.pem" can't be read (ENOENT)`,
  );
});
