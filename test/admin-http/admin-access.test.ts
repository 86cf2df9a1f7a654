import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pageAccess } from '../../daemon/principals/page-access.ts';
import { mustHaveRole } from '../../daemon/principals/principal.ts';
import { openSecurity } from '../../daemon/principals/security.ts';
import { anAuthority, type Certified, needsOpenssl } from '../support/certificates.ts';
import { anAdminListener } from './an-admin-listener.ts';

const line = (name: string, role: string) =>
  `${name} ${role} sha256:${createHash('sha256').update(`${name}-token`).digest('hex')}\n`;

/** The admin listener of an lbd with tokens, as compose makes it. */
async function aGuardedListener(shown: Certified | null = null) {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-admin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const tokensFile = join(folder, 'tokens');
  writeFileSync(tokensFile, line('vera', 'viewer') + line('gw', 'router'));
  const tls = shown && { certFile: join(folder, 'cert'), keyFile: join(folder, 'key'), clientCaFile: null };
  const put = ({ certFile, keyFile }: Certified): void => {
    copyFileSync(certFile, join(folder, 'cert'));
    copyFileSync(keyFile, join(folder, 'key'));
  };
  if (shown) put(shown);
  const security = await openSecurity({ tls, tokensFile, certificateRoles: [] }, () => {});
  const access = pageAccess(security, folder, tls !== null, () => {});
  const mustBeReader = (caller: IncomingMessage) => mustHaveRole(access.callerOf(caller), 'viewer', '/metrics');
  return { ...(await anAdminListener({ mustBeReader }, {}, security.tls)), put, look: () => security.look() };
}

describe('/metrics of an lbd with tokens', () => {
  const scrape = async (url: string, token?: string) =>
    await fetch(`${url}/metrics`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

  test('is for viewers; probes are for everybody', async () => {
    const { url } = await aGuardedListener();
    expect(await (await scrape(url, 'vera-token')).text()).toBe('lb_ready 1\n');
    const nobody = await scrape(url);
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await scrape(url, 'wrong')).status).toBe(401);
    const router = await scrape(url, 'gw-token');
    expect(router.status).toBe(403);
    expect(await router.text()).toContain('/metrics needs the role viewer, and "gw" has router');
    for (const probe of ['healthz', 'readyz']) expect((await fetch(`${url}/${probe}`)).status).toBe(200);
  });
});

describe('the admin listener by TLS', () => {
  needsOpenssl();

  const get = async (address: string, path: string, ca: Buffer, token: string) => {
    const [host, port] = address.split(':');
    const headers = { authorization: `Bearer ${token}` };
    const asked = request({ host, port, path, ca, headers, agent: false }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };

  test('serves, and takes a new certificate over', async () => {
    const [ca, other] = [anAuthority(), anAuthority('another')];
    onTestFinished(() => {
      ca.remove();
      other.remove();
    });
    const names = { subject: '/CN=lbd', names: 'IP:127.0.0.1' };
    const { address, put, look } = await aGuardedListener(ca.sign('lbd', names));
    expect(await get(address, '/metrics', ca.cert, 'vera-token')).toBe(200);
    expect(await get(address, '/metrics', ca.cert, 'gw-token')).toBe(403);
    await expect(get(address, '/metrics', other.cert, 'vera-token')).rejects.toThrow(/certificate/);

    put(other.sign('lbd', names));
    await look();
    expect(await get(address, '/metrics', other.cert, 'vera-token')).toBe(200);
  });

  test('stops though somebody keeps a connection open', async () => {
    const ca = anAuthority();
    onTestFinished(() => ca.remove());
    const { address, stop } = await aGuardedListener(ca.sign('lbd', { subject: '/CN=lbd', names: 'IP:127.0.0.1' }));
    const [host, port] = address.split(':');
    const idle = connect({ host: host!, port: Number(port), ca: ca.cert });
    await once(idle, 'secureConnect');
    const closed = once(idle, 'close');
    idle.on('error', () => {}).resume();
    await stop(60_000);
    await closed;
  });
});
