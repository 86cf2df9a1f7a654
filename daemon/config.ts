import { dirname, join, resolve } from 'node:path';
import { type AdminListen, adminListen } from './config/admin-address.ts';
import type { CommandLine } from './config/command-line.ts';
import { ConfigError } from './config/config-error.ts';
import { defaultDataFolder, defaultSocket, devDataFolder, type Surroundings } from './config/default-paths.ts';
import { readConfigFile } from './config/file.ts';
import { type GatewayConfig, gatewayConfig } from './config/gateway-config.ts';
import { isLoopback, isTcp, parseListenAddress } from './config/listen-address.ts';
import { type PickListen, pickListen } from './config/pick-address.ts';
import { type SecurityConfig, securityConfig } from './config/security.ts';
import type { Setting } from './config/setting-kinds.ts';
import { environmentName, flagName, type SettingKey, settings } from './config/settings.ts';
import { environmentValues, type SettingValues, type Source, settingValue, settingValues } from './config/sources.ts';
import { protectionOf } from './principals/protection.ts';

/** Everything the process can be told. config/settings.ts has the bounds, the defaults and what each is for. */
export interface Config {
  /** Absolute; not made yet. */
  readonly dataFolder: string;
  /** `unix:PATH` with an absolute path, or `tcp:HOST:PORT` with an IP address. Never empty. */
  readonly listen: readonly string[];
  /** False when nobody said where to listen. */
  readonly listenGiven: boolean;
  /** Where metrics and probes are served; null for nowhere. */
  readonly admin: AdminListen | null;
  /** Where proxies ask by forward-auth; null for nowhere. */
  readonly pick: PickListen | null;
  /** The HTTP gateway; null for none. */
  readonly gateway: GatewayConfig | null;
  readonly store: 'sqlite' | 'memory';
  readonly security: SecurityConfig;
  /** Absolute; null to keep the keys of cookies in memory. */
  readonly cookieKeyFile: string | null;
  /** Absolute; null for none. */
  readonly bootstrapFile: string | null;
  readonly dev: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly maxSessionsTotal: number;
  readonly maxMessageBytes: number;
  /** On one connection. */
  readonly maxConcurrentStreams: number;
  readonly sweepSliceSlots: number;
  readonly housekeepingIntervalMs: number;
  readonly stopTimeoutMs: number;
}

/** One reading of them all: what follows from the settings, and what each says. */
export interface Settings {
  readonly config: Config;
  readonly values: SettingValues;
}

/**
 * Flags win over environment over file over default. What is given is checked everywhere, also where it does not win.
 *
 * @throws ConfigError that names the source, the value and what is expected
 */
export function loadSettings(commandLine: CommandLine, surroundings: Surroundings): Settings {
  const sources = sourcesOf(commandLine, surroundings);
  return { config: configOf(sources, surroundings), values: settingValues(sources) };
}

/** @throws ConfigError as loadSettings does */
export function loadConfig(commandLine: CommandLine, surroundings: Surroundings): Config {
  return loadSettings(commandLine, surroundings).config;
}

function configOf(sources: readonly Source[], surroundings: Surroundings): Config {
  const value = <K extends SettingKey>(key: K) => settingValue(key, sources);
  const dev = value('dev');
  const dataFolder =
    value('data') ?? (dev ? join(surroundings.folder, devDataFolder) : defaultDataFolder(surroundings));
  const security = securityConfig(sources);
  const listen = givenAddresses(sources, security);
  return {
    dataFolder,
    listen: listen ?? [defaultAddress(surroundings, dataFolder)],
    listenGiven: listen !== null,
    admin: adminListen(sources, dev, security.protection),
    pick: pickListen(sources),
    gateway: gatewayConfig(sources, dev),
    store: value('store'),
    security,
    cookieKeyFile: value('cookieKeys') ?? (value('store') === 'memory' ? null : join(dataFolder, 'cookie-keys.json')),
    bootstrapFile: value('bootstrap') ?? null,
    dev,
    logLevel: value('logLevel'),
    maxSessionsTotal: value('maxSessionsTotal'),
    maxMessageBytes: value('maxMessageBytes'),
    maxConcurrentStreams: value('maxConcurrentStreams'),
    sweepSliceSlots: value('sweepSliceSlots'),
    housekeepingIntervalMs: value('housekeepingInterval'),
    stopTimeoutMs: value('stopTimeout'),
  };
}

/** The first wins. */
function sourcesOf(commandLine: CommandLine, { env, folder }: Surroundings): readonly Source[] {
  const flags = { values: commandLine.given, folder, nameOf: (of: Setting) => `--${flagName(of)}`, isText: true };
  const environment = { values: environmentValues(env), folder, nameOf: environmentName, isText: true };
  const configFile = commandLine.configFile ?? env.LBD_CONFIG;
  if (configFile === undefined || configFile === '') return [flags, environment];
  const path = resolve(folder, configFile);
  const file = {
    values: readConfigFile(path),
    folder: dirname(path),
    nameOf: (of: Setting) => `${configFile}: ${of.name}`,
    isText: false,
  };
  return [flags, environment, file];
}

function givenAddresses(sources: readonly Source[], security: SecurityConfig): readonly string[] | null {
  settingValue('listen', sources); // checks all of them; the winner is asked for its own folder and name
  const winner = sources.find(({ values }) => values.listen !== undefined);
  if (winner === undefined) return null;
  const name = winner.nameOf(settings.listen);
  return settingValue('listen', [winner])!.map((text) => {
    const address = parseListenAddress(text, winner.folder);
    if (typeof address !== 'string') throw new ConfigError(`${name}: "${text}" ${address.problem}`);
    if (isTcp(address)) mustBeProtected(name, address, security);
    return address;
  });
}

function mustBeProtected(name: string, address: string, security: SecurityConfig): void {
  const protection = protectionOf(isLoopback(address), security.protection);
  if (typeof protection !== 'string') throw new ConfigError(`${name}: "${address}" ${protection.problem}`);
}

function defaultAddress(surroundings: Surroundings, dataFolder: string): string {
  const path = defaultSocket(surroundings, dataFolder);
  const address = parseListenAddress(`unix:${path}`, '/');
  if (typeof address === 'string') return address;
  throw new ConfigError(`the default socket ${address.problem}; give a shorter one with --listen unix:PATH`);
}
