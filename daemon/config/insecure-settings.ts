import { statSync } from 'node:fs';
import type { Config } from '../config.ts';
import { isLoopback, isTcp } from './listen-address.ts';

const groupAndOthers = 0o077;
const writableByOthers = 0o022;

type Insecurable = Pick<Config, 'listen' | 'admin' | 'gateway' | 'security'>;

/** What of a configuration that holds lets in more people than it need, in sentences that name the setting. */
export function insecureSettings({ listen, admin, gateway, security }: Insecurable): readonly string[] {
  const { protection, tls, tokensFile } = security;
  const tcp = listen.filter(isTcp);
  const open = protection.insecureLoopback ? tcp.filter(isLoopback) : [];
  const plain = protection.tls ? [] : tcp.filter((address) => !isLoopback(address));
  const mode = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return [
    ...open.map((address) => `insecure_loopback: every user of this machine may do everything at ${address}`),
    ...plain.map((address) => `insecure_plaintext: tokens and sessions cross the network in the clear at ${address}`),
    ...(admin !== null && !admin.tls && !isLoopback(`tcp:${nameOf(admin)}`)
      ? [`insecure_plaintext: tokens cross the network in the clear at ${nameOf(admin)}`]
      : []),
    ...Object.entries({ tls_key: tls?.keyFile, gateway_tls_key: gateway?.tls?.keyFile }).flatMap(([setting, file]) =>
      file !== undefined && mode(file) & groupAndOthers
        ? [`${setting}: ${file} can be read by others than its owner; chmod 600 it`]
        : [],
    ),
    ...(tokensFile !== null && mode(tokensFile) & writableByOthers
      ? [`tokens: ${tokensFile} can be written by others than its owner, who then may do everything; chmod 600 it`]
      : []),
  ];
}

function nameOf({ host, port }: NonNullable<Config['admin']>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
