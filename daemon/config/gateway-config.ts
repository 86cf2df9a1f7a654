import { BlockList, isIP } from 'node:net';
import { ConfigError } from './config-error.ts';
import { parseListenAddress } from './listen-address.ts';
import { settings } from './settings.ts';
import { type Source, settingValue } from './sources.ts';

/** What the gateway is told; null turns it off. */
export interface GatewayConfig {
  /** An IP address, without brackets. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** Nobody chose the port: a free one will do where it is busy. */
  readonly mayGiveWay: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** Addresses and networks. */
  readonly trustedProxies: BlockList;
  /** In lower case. */
  readonly upgrades: ReadonlySet<string>;
  /** Absolute; null for none. */
  readonly accessLogFile: string | null;
  readonly maxConnections: number;
  readonly maxConnectionsPerClient: number;
  readonly maxRequests: number;
  readonly maxBodyBytes: number;
  readonly replayBytes: number;
  readonly headerTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly closeSpreadMs: number;
}

const devAddress = { host: '127.0.0.1', port: 8_080, mayGiveWay: true };

/**
 * Off unless configured; `--dev` turns it on.
 *
 * @throws ConfigError that names the source and the value
 */
export function gatewayConfig(sources: readonly Source[], dev: boolean): GatewayConfig | null {
  const address = givenAddress(sources) ?? (dev ? devAddress : null);
  const certFile = settingValue('gatewayTlsCert', sources);
  const keyFile = settingValue('gatewayTlsKey', sources);
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new ConfigError('gateway_tls_cert and gateway_tls_key go together: one is there without the other');
  }
  const upgrades = (settingValue('gatewayUpgrades', sources) ?? ['websocket']).map((name) => name.toLowerCase());
  const bad = upgrades.find((name) => name === 'h2c' || !/^[!#$%&'*+.^_`|~0-9a-z/-]{1,64}$/.test(name));
  if (bad !== undefined) throw new ConfigError(`gateway_upgrades: "${bad}" is no protocol that can be passed on`);
  const config = {
    tls: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    trustedProxies: networks(settingValue('gatewayTrustedProxies', sources) ?? []),
    upgrades: new Set(upgrades),
    accessLogFile: settingValue('gatewayAccessLog', sources) ?? null,
    maxConnections: settingValue('gatewayMaxConnections', sources),
    maxConnectionsPerClient: settingValue('gatewayMaxConnectionsPerClient', sources),
    maxRequests: settingValue('gatewayMaxRequests', sources),
    maxBodyBytes: settingValue('gatewayMaxBodyBytes', sources),
    replayBytes: settingValue('gatewayReplayBytes', sources),
    headerTimeoutMs: settingValue('gatewayHeaderTimeout', sources),
    bodyTimeoutMs: settingValue('gatewayBodyTimeout', sources),
    requestTimeoutMs: settingValue('gatewayRequestTimeout', sources),
    keepAliveTimeoutMs: settingValue('gatewayKeepAliveTimeout', sources),
    connectTimeoutMs: settingValue('gatewayConnectTimeout', sources),
    answerTimeoutMs: settingValue('gatewayAnswerTimeout', sources),
    closeSpreadMs: settingValue('gatewayCloseSpread', sources),
  };
  return address === null ? null : { ...address, ...config };
}

function givenAddress(sources: readonly Source[]) {
  settingValue('gateway', sources); // checks all of them; the winner is asked for its name
  const winner = sources.find(({ values }) => values.gateway !== undefined);
  if (winner === undefined) return null;
  const text = settingValue('gateway', [winner])!;
  const address = parseListenAddress(`tcp:${text}`, '/');
  if (typeof address !== 'string') {
    throw new ConfigError(
      `${winner.nameOf(settings.gateway)}: "${text}" is not ${settings.gateway.expects} ([::]:8080 for IPv6)`,
    );
  }
  const colon = address.lastIndexOf(':');
  const host = address.slice('tcp:'.length, colon).replace(/^\[|\]$/g, '');
  return { host, port: Number(address.slice(colon + 1)), mayGiveWay: false };
}

function networks(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', prefix, ...rest] = text.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    const fits = family !== 0 && rest.length === 0 && (prefix === undefined || /^[0-9]{1,3}$/.test(prefix));
    if (!fits || bits > (family === 4 ? 32 : 128)) {
      throw new ConfigError(
        `gateway_trusted_proxies: "${text}" is neither an IP address nor a network like 10.0.0.0/8`,
      );
    }
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
