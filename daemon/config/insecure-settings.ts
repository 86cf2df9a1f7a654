import { statSync } from 'node:fs';
import type { Config } from '../config.ts';
import { isLoopback, isTcp } from './listen-address.ts';

const groupAndOthers = 0o077;
const writableByOthers = 0o022;

/** What of a configuration that holds lets in more people than it need, in sentences that name the setting. */
export function insecureSettings({ listen, security }: Pick<Config, 'listen' | 'security'>): readonly string[] {
  const { protection, tls, tokensFile } = security;
  const tcp = listen.filter(isTcp);
  const open = protection.insecureLoopback ? tcp.filter(isLoopback) : [];
  const plain = protection.tls ? [] : tcp.filter((address) => !isLoopback(address));
  const mode = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return [
    ...open.map((address) => `insecure_loopback: every user of this machine may do everything at ${address}`),
    ...plain.map((address) => `insecure_plaintext: tokens and sessions cross the network in the clear at ${address}`),
    ...(tls !== null && mode(tls.keyFile) & groupAndOthers
      ? [`tls_key: ${tls.keyFile} can be read by others than its owner; chmod 600 it`]
      : []),
    ...(tokensFile !== null && mode(tokensFile) & writableByOthers
      ? [`tokens: ${tokensFile} can be written by others than its owner, who then may do everything; chmod 600 it`]
      : []),
  ];
}
