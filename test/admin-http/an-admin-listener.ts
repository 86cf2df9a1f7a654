import { once } from 'node:events';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { AdminParts } from '../../daemon/admin-http/admin-parts.ts';
import { type AdminAddress, startAdminServer } from '../../daemon/admin-http/admin-server.ts';
import type { Live } from '../../daemon/principals/live-files.ts';
import type { TlsIdentity } from '../../daemon/principals/tls-files.ts';

export const calm: AdminParts = {
  readiness: () => ({ isReady: true, reason: '' }),
  metrics: async () => ({ contentType: 'text/plain', body: 'lb_ready 1\n' }),
  mustBeReader: () => {},
  page: [],
};

/** A real listener on a free port, that ends with the test. */
export async function anAdminListener(
  parts: Partial<AdminParts> = {},
  address: Partial<AdminAddress> = {},
  tls: Live<TlsIdentity> | null = null,
) {
  const logged: string[] = [];
  const where = { host: '127.0.0.1', port: 0, mayGiveWay: false, ...address };
  const server = await startAdminServer(where, tls, { ...calm, ...parts }, (_level, event) => logged.push(event));
  onTestFinished(() => server.stop(0));
  return { ...server, logged, url: `${tls === null ? 'http' : 'https'}://${server.address}` };
}

/** Sends these bytes, and answers everything that comes until the other side closes. */
export async function sendRaw(address: string, text: string): Promise<string> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''));
  let said = '';
  socket.setEncoding('latin1').on('data', (more) => {
    said += more;
  });
  socket.on('error', () => {});
  socket.write(text);
  await once(socket, 'close');
  return said;
}
