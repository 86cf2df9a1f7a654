import { ConfigError } from './config-error.ts';
import { isLoopback, parseHostPort } from './listen-address.ts';
import { settings } from './settings.ts';
import { type Source, settingValue } from './sources.ts';

export interface AdminListen {
  /** An IP address of the loopback, without brackets. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Nobody chose the port: a free one will do where it is busy. */
  readonly mayGiveWay: boolean;
}

const devListen: AdminListen = { host: '127.0.0.1', port: 8_900, mayGiveWay: true };

/** Off unless configured; `--dev` turns it on. @throws ConfigError that names the source and the value */
export function adminListen(sources: readonly Source[], dev: boolean): AdminListen | null {
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
  if (!isLoopback(`tcp:${text}`)) {
    throw new ConfigError(
      `${name}: "${text}" would tell everyone what lbd does, for there is no token to ask for yet; ` +
        'listen on 127.0.0.1 or [::1], and let an agent or a proxy on this machine fetch it',
    );
  }
  return { host: address.host, port: address.port, mayGiveWay: false };
}
