import { describe, expect, onTestFinished, test } from 'vitest';
import { LbdError } from '../../cli/client/connect.ts';
import { aSecuredServer, tokenLine } from '../rpc/a-secured-server.ts';
import { aBackend, operator } from '../support/an-engine.ts';
import { anAuthority, needsOpenssl } from '../support/certificates.ts';
import { aClient } from './a-scripted-server.ts';

needsOpenssl();

const tokens = tokenLine('gw', 'router', 'gw-token') + tokenLine('eve', 'viewer', 'eve-token');

function aCa() {
  const authority = anAuthority();
  onTestFinished(() => authority.remove());
  return authority;
}

describe('a program', () => {
  test('routes by token over TLS, by an address or by a name', async () => {
    const ca = aCa();
    const shown = ca.sign('lbd', { subject: '/CN=lbd', names: 'DNS:localhost,IP:127.0.0.1' });
    const server = await aSecuredServer({ tokens, tls: { ...shown, clientCaFile: null } });
    await server.engine.backends.create('default', 'api-1', aBackend, operator);
    for (const address of [server.address, server.address.replace('127.0.0.1', 'localhost')]) {
      const client = aClient({ address, token: 'gw-token', tls: { ca: ca.cert } });
      expect((await client.route({ session_id: 'ada' })).backend?.id).toBe('api-1');
      expect(await client.endSession({ session_id: 'ada' })).toEqual({ ended: true });
    }
  });

  test('is not fooled by a certificate for another address', async () => {
    const ca = aCa();
    const shown = ca.sign('lbd', { subject: '/CN=lbd', names: 'DNS:lbd.test,IP:10.1.2.3' });
    const { address } = await aSecuredServer({ tokens, tls: { ...shown, clientCaFile: null } });
    const client = aClient({ address, token: 'gw-token', tls: { ca: ca.cert }, awayForMs: 0 });
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining("IP: 127.0.0.1 is not in the cert's list"),
    });
  });

  test('shows its own certificate where lbd asks for one', async () => {
    const ca = aCa();
    const shown = ca.sign('lbd', { subject: '/CN=lbd', names: 'IP:127.0.0.1' });
    const tls = { ...shown, clientCaFile: ca.certFile };
    const { address } = await aSecuredServer({ tls, certificateRoles: ['router CN=gw'] });
    const { cert, key } = ca.sign('gw', { subject: '/CN=gw' });
    const client = aClient({ address, tls: { ca: ca.cert, cert, key } });
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({ reason: 'NO_ELIGIBLE_BACKEND' });
  });

  test('is told what is missing, and asks its token anew before each call', async () => {
    const { address } = await aSecuredServer({ tokens });
    let token = 'old-token';
    const client = aClient({ address, token: () => token });
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      reason: 'UNAUTHENTICATED',
    });
    token = 'eve-token';
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      metadata: { principal: 'eve', role: 'viewer', needed_role: 'router' },
    });
    token = 'gw-token';
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({ reason: 'NO_ELIGIBLE_BACKEND' });
  });

  test('is told so when its token is taken away while its stream is open', async () => {
    const server = await aSecuredServer({ tokens });
    await server.engine.backends.create('default', 'api-1', aBackend, operator);
    const client = aClient({ address: server.address, token: 'gw-token' });
    await client.route({ session_id: 'ada' });

    server.writeTokens(tokenLine('gw', 'router', 'new-token'));
    await server.security.look();
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('learns at once that its certificate can not be used', () => {
    expect(() => aClient({ address: 'tcp:127.0.0.1:1', tls: { ca: 'nothing' } })).toThrow(LbdError);
    expect(() => aClient({ address: 'tcp:127.0.0.1:1', tls: { cert: 'nothing', key: 'nothing' } })).toThrow(LbdError);
  });
});
