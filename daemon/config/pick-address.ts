import { ConfigError } from './config-error.ts';
import { isLoopback, parseHostPort, parseListenAddress } from './listen-address.ts';
import { settings } from './settings.ts';
import { type Source, settingValue } from './sources.ts';

/** Where proxies ask: a unix socket, or an IP address of the loopback without brackets and a port, 0 for a free one. */
export type PickListen = { readonly path: string } | { readonly host: string; readonly port: number };

/** Off unless configured. @throws ConfigError that names the source and the value */
export function pickListen(sources: readonly Source[]): PickListen | null {
  settingValue('pick', sources); // checks all of them; the winner is asked for its name
  const winner = sources.find(({ values }) => values.pick !== undefined);
  if (winner === undefined) return null;
  const text = settingValue('pick', [winner])!;
  const name = winner.nameOf(settings.pick);
  if (text.startsWith('unix:')) {
    const address = parseListenAddress(text, winner.folder);
    if (typeof address !== 'string') throw new ConfigError(`${name}: "${text}" ${address.problem}`);
    return { path: address.slice('unix:'.length) };
  }
  const address = parseHostPort(text);
  if (address === null || !address.isIp) {
    throw new ConfigError(`${name}: "${text}" is neither unix:PATH nor HOST:PORT with an IP address ([::1] for IPv6)`);
  }
  if (!isLoopback(`tcp:${text}`)) {
    throw new ConfigError(
      `${name}: "${text}" would answer everyone, for proxies show no token; listen on a unix socket, 127.0.0.1 or [::1]`,
    );
  }
  return { host: address.host, port: address.port };
}
