import type { ProtectionSettings } from '../principals/protection.ts';
import { ConfigError } from './config-error.ts';
import { isLoopback, parseHostPort } from './listen-address.ts';
import { settings } from './settings.ts';
import { type Source, settingValue } from './sources.ts';

export interface AdminListen {
  /** An IP address, without brackets. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Nobody chose the port: a free one will do where it is busy. */
  readonly mayGiveWay: boolean;
  /** Beyond the loopback, where tokens cross a network. */
  readonly tls: boolean;
}

const devListen: AdminListen = { host: '127.0.0.1', port: 8_900, mayGiveWay: true, tls: false };

/**
 * Off unless configured; `--dev` turns it on. Beyond the loopback it asks for tokens, by TLS unless told otherwise.
 *
 * @throws ConfigError that names the source and the value
 */
export function adminListen(
  sources: readonly Source[],
  dev: boolean,
  protection: ProtectionSettings,
): AdminListen | null {
  settingValue('admin', sources); // checks all of them; the winner is asked for its name
  const winner = sources.find(({ values }) => values.admin !== undefined);
  if (winner === undefined) return dev ? devListen : null;
  const text = settingValue('admin', [winner])!;
  const name = winner.nameOf(settings.admin);
  const address = parseHostPort(text);
  if (address === null) {
    throw new ConfigError(`${name}: "${text}" is not HOST:PORT with a port from 0 to 65535 ([::1] for IPv6)`);
  }
  if (!address.isIp) throw new ConfigError(`${name}: "${text}" needs an IP address as its host`);
  const isHere = isLoopback(`tcp:${text}`);
  if (!isHere) mustBeProtected(`${name}: "${text}"`, protection);
  return { host: address.host, port: address.port, mayGiveWay: false, tls: !isHere && protection.tls };
}

/** Certificates of clients are no way in here: browsers and exporters have tokens. */
function mustBeProtected(what: string, { tokens, tls, insecurePlaintext }: ProtectionSettings): void {
  if (!tokens) {
    throw new ConfigError(
      `${what} would tell everyone what lbd does; add --tokens FILE, or listen on 127.0.0.1 or [::1] ` +
        'and let an agent or a proxy on this machine fetch it',
    );
  }
  if (tls || insecurePlaintext) return;
  throw new ConfigError(
    `${what} would have tokens sent in the clear; add --tls-cert and --tls-key, ` +
      'or --insecure-plaintext where the network is encrypted by other means',
  );
}
