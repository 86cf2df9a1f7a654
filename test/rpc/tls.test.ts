import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TlsFiles } from '../../daemon/principals/tls-files.ts';
import { type Authority, authorityOfAll, type Certified, needsOpenssl } from '../support/certificates.ts';
import { aSecuredServer, someone, tokenLine } from './a-secured-server.ts';
import { aFolder, targetOf } from './a-server.ts';

const getStatus = '/lb.v1.AdminService/GetStatus';
const deletePool = '/lb.v1.AdminService/DeletePool';
const tokens = tokenLine('ci', 'viewer', 'ci-token');
const wellKnown = { names: 'DNS:localhost,IP:127.0.0.1', subject: '/CN=lbd' };

let authority: Authority;
let stranger: Authority;
let shown: Certified;
needsOpenssl();
beforeAll(() => {
  authority = authorityOfAll();
  stranger = authorityOfAll('another CA');
  shown = authority?.sign('lbd', wellKnown);
});
afterAll(() => {
  authority?.remove();
  stranger?.remove();
});

const tls = (clientCaFile: string | null = null): TlsFiles => ({ ...shown, clientCaFile });

describe('TLS with tokens', () => {
  test('serves who has a token, and believes in the authority', async () => {
    const { address } = await aSecuredServer({ tokens, tls: tls() });
    expect(await someone(address, { ca: authority, token: 'ci-token' }).call(getStatus)).toMatchObject({
      code: status.OK,
    });
    expect(await someone(address, { ca: authority }).call(getStatus)).toMatchObject({ code: status.UNAUTHENTICATED });
    expect(await someone(address, { ca: stranger, token: 'ci-token' }).call(getStatus)).toMatchObject({
      code: status.UNAVAILABLE,
    });
  });

  test('has nothing to say in the clear', async () => {
    const { address } = await aSecuredServer({ tokens, tls: tls() });
    expect(await someone(address, { token: 'ci-token' }).call(getStatus)).toMatchObject({ code: status.UNAVAILABLE });
  });

  test('speaks neither HTTP/1.1 nor TLS 1.1', async () => {
    const { address } = await aSecuredServer({ tokens, tls: tls() });
    const port = Number(targetOf(address).split(':')[1]);
    const options = { port, host: '127.0.0.1', ca: authority.cert, servername: 'localhost' };
    await expect(once(connect({ ...options, ALPNProtocols: ['http/1.1'] }), 'secureConnect')).rejects.toThrow(/alert/);
    const old = { ...options, ALPNProtocols: ['h2'], maxVersion: 'TLSv1.1', minVersion: 'TLSv1' } as const;
    await expect(once(connect(old), 'secureConnect')).rejects.toThrow();
  });
});

describe('TLS with certificates', () => {
  const certificateRoles = ['operator CN=ada,O=Example', 'router URI:spiffe://example.org/gw'];
  const aServerForCertificates = (wish: { tokens?: string } = {}) =>
    aSecuredServer({ tls: tls(authority.certFile), certificateRoles, ...wish });

  test('knows its callers by subject and by alternative name', async () => {
    const { address } = await aServerForCertificates();
    const ada = authority.sign('ada', { subject: '/O=Example/CN=ada' });
    const gw = authority.sign('gw', { subject: '/', names: 'URI:spiffe://example.org/gw' });
    const asAda = someone(address, { ca: authority, certificate: ada });
    expect(await asAda.call(getStatus)).toMatchObject({ code: status.OK });
    expect(await asAda.call(deletePool)).toMatchObject({
      code: status.PERMISSION_DENIED,
      message: expect.stringContaining('DeletePool needs the role admin, and "CN=ada" has operator'),
    });
    expect(await someone(address, { ca: authority, certificate: gw }).call(getStatus)).toMatchObject({
      code: status.PERMISSION_DENIED,
      message: expect.stringContaining('"URI:spiffe://example.org/gw" has router'),
    });
  });

  test('tells who has a good one without a role what is missing', async () => {
    const { address } = await aServerForCertificates();
    const bob = authority.sign('bob', { subject: '/CN=bob' });
    expect(await someone(address, { ca: authority, certificate: bob }).call(getStatus)).toMatchObject({
      code: status.PERMISSION_DENIED,
      message: expect.stringContaining(
        '"CN=bob" is good, and has no role; an admin gives it one under certificate_roles',
      ),
    });
  });

  test('hears no word of who has none, an ended one, or one of another authority', async () => {
    const { address } = await aServerForCertificates();
    const ended = authority.sign('ended', { subject: '/O=Example/CN=ada', days: -1 });
    const strange = stranger.sign('ada', { subject: '/O=Example/CN=ada' });
    for (const certificate of [undefined, ended, strange]) {
      const comer = certificate === undefined ? { ca: authority } : { ca: authority, certificate };
      expect(await someone(address, comer).call(getStatus)).toMatchObject({ code: status.UNAVAILABLE });
      expect(await someone(address, comer).call('/grpc.health.v1.Health/Check')).toMatchObject({
        code: status.UNAVAILABLE,
      });
    }
  });

  test('or tokens takes the one or the other, and tells a bad certificate apart from none', async () => {
    const { address } = await aServerForCertificates({ tokens });
    const ada = authority.sign('ada', { subject: '/O=Example/CN=ada' });
    const ended = authority.sign('ended', { subject: '/O=Example/CN=ada', days: -1 });
    const strange = stranger.sign('ada', { subject: '/O=Example/CN=ada' });
    const ask = (comer: object) => someone(address, { ca: authority, ...comer }).call(getStatus);
    expect(await ask({ token: 'ci-token' })).toMatchObject({ code: status.OK });
    expect(await ask({ certificate: ada })).toMatchObject({ code: status.OK });
    expect(await ask({})).toMatchObject({ code: status.UNAUTHENTICATED });
    expect(await ask({ certificate: ended, token: 'ci-token' })).toMatchObject({
      code: status.UNAUTHENTICATED,
      message: expect.stringContaining('the certificate has ended'),
    });
    expect(await ask({ certificate: strange })).toMatchObject({
      code: status.UNAUTHENTICATED,
      message: expect.stringContaining('is not signed by the CA in the file of --client-ca'),
    });
    const both = someone(address, { ca: authority, certificate: ada, token: 'ci-token' });
    expect(await both.call(deletePool)).toMatchObject({ message: expect.stringContaining('"ci" has viewer') });
  });
});

describe('files that change', () => {
  /** Copies of lbd's certificate, key and client CA in a folder of their own. */
  const ownFiles = () => {
    const folder = aFolder();
    const files = { certFile: join(folder, 'cert'), keyFile: join(folder, 'key'), clientCaFile: join(folder, 'ca') };
    const put = (by: Certified, clientCa: Certified): void => {
      copyFileSync(by.certFile, files.certFile);
      copyFileSync(by.keyFile, files.keyFile);
      copyFileSync(clientCa.certFile, files.clientCaFile);
    };
    put(shown, authority);
    return { files, put };
  };

  test('certificate, key and client CA are taken over without a restart', async () => {
    const { files, put } = ownFiles();
    const { address, security, reloads } = await aSecuredServer({ tls: files, certificateRoles: ['admin CN=ada'] });
    const ada = authority.sign('ada', { subject: '/CN=ada' });
    const before = someone(address, { ca: authority, certificate: ada });
    const { ended } = before.open('/lb.v1.AdminService/Watch');
    expect(await before.call(getStatus)).toMatchObject({ code: status.OK });

    put(stranger.sign('lbd', wellKnown), stranger);
    await security.look();
    expect(reloads.map(({ event }) => event)).toEqual(['files-reloaded']);
    expect((await ended).code, 'what came by a certificate of the old CA is cut').toBe(status.UNAVAILABLE);
    expect(await before.call(getStatus)).toMatchObject({ code: status.UNAVAILABLE });
    const newAda = stranger.sign('ada', { subject: '/CN=ada' });
    const after = someone(address, { ca: stranger, certificate: newAda });
    expect(await after.call(getStatus)).toMatchObject({ code: status.OK });
  });

  test('and do not fit together change nothing, and are told of until they are mended', async () => {
    const { files, put } = ownFiles();
    const { address, security, reloads } = await aSecuredServer({ tls: files, certificateRoles: ['admin CN=ada'] });
    const ada = authority.sign('ada', { subject: '/CN=ada' });
    const other = authority.sign('other', wellKnown);
    copyFileSync(other.certFile, files.certFile);
    await security.look();
    await security.look();
    expect(security.warnings(Date.now())).toEqual([
      expect.stringMatching(/^tls_cert: \S+key: is not the key of \S+cert; what was read before stays in force$/),
      expect.stringContaining('tls_cert: the certificate in'),
    ]);
    expect(reloads.map(({ event }) => event)).toEqual(['files-not-reloaded']);
    expect(await someone(address, { ca: authority, certificate: ada }).call(getStatus)).toMatchObject({
      code: status.OK,
    });

    put(other, authority);
    await security.look();
    expect(security.warnings(0)).toEqual([]);
    writeFileSync(files.clientCaFile, 'nothing');
    await security.look();
    expect(security.warnings(0)).toEqual([expect.stringMatching(/ca: holds no certificate in PEM form/)]);
  });

  test('a certificate that ends soon is told of', async () => {
    const { security } = await aSecuredServer({ tokens, tls: tls() });
    expect(security.warnings(Date.now())).toEqual([expect.stringMatching(/the certificate in \S+ ends at \d{4}-/)]);
    expect(security.warnings(Date.now() + 2 * 86_400_000)).toEqual([expect.stringMatching(/ ended at \d{4}-/)]);
  });

  test('a token that is taken away ends what came by it, streams too; a new one opens at once', async () => {
    const { address, security, writeTokens } = await aSecuredServer({ tokens });
    const ci = someone(address, { token: 'ci-token' });
    const watch = ci.open('/lb.v1.AdminService/Watch');
    watch.call.end(Buffer.alloc(0));
    await once(watch.call, 'metadata');

    writeTokens(tokenLine('ci', 'viewer', 'new-token'));
    await security.look();
    expect((await watch.ended).code).toBe(status.UNAVAILABLE);
    expect(await ci.call(getStatus)).toMatchObject({ code: status.UNAUTHENTICATED });
    expect(await someone(address, { token: 'new-token' }).call(getStatus)).toMatchObject({ code: status.OK });
  });

  test.each([
    ['is empty', '', 'holds no token'],
    ['has a wrong line', 'ci boss sha256:1\n', 'line 1 gives "ci" no role'],
  ])('a token file that %s changes nothing, and is told of', async (_how, text, problem) => {
    const { address, security, writeTokens } = await aSecuredServer({ tokens });
    writeTokens(text);
    await security.look();
    expect(security.warnings(0)).toEqual([expect.stringContaining(problem)]);
    expect(await someone(address, { token: 'ci-token' }).call(getStatus)).toMatchObject({ code: status.OK });

    writeTokens(tokens);
    await security.look();
    expect(security.warnings(0)).toEqual([]);
  });
});
