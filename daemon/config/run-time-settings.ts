import type { Config } from '../config.ts';
import { formatDuration } from './duration.ts';
import type { GatewayConfig } from './gateway-config.ts';
import type { Setting } from './setting-kinds.ts';
import { type SettingKey, settings } from './settings.ts';
import type { SettingValues } from './sources.ts';

/** The settings of the process that take effect when SIGHUP has lbd read them again, and where a Config has them. */
const ofProcess = {
  logLevel: 'logLevel',
  housekeepingInterval: 'housekeepingIntervalMs',
  stopTimeout: 'stopTimeoutMs',
} as const satisfies Partial<Record<SettingKey, keyof Config>>;

/** Those of the gateway: what is looked up at each connection or request, and nowhere kept. */
const ofGateway = {
  gatewayMaxConnections: 'maxConnections',
  gatewayMaxConnectionsPerClient: 'maxConnectionsPerClient',
  gatewayMaxRequests: 'maxRequests',
  gatewayMaxBodyBytes: 'maxBodyBytes',
} as const satisfies Partial<Record<SettingKey, keyof GatewayConfig>>;

const runTimeKeys: ReadonlySet<string> = new Set([...Object.keys(ofProcess), ...Object.keys(ofGateway)]);

export const changesAtRunTime = (key: string): boolean => runTimeKeys.has(key);

export interface SettingChange {
  readonly key: SettingKey;
  /** `log_level info -> debug` */
  readonly words: string;
}

/** What differs between two readings, in the order of the documentation. */
export function settingChanges(before: SettingValues, after: SettingValues): SettingChange[] {
  return (Object.keys(settings) as SettingKey[])
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => {
      const { name, kind }: Setting = settings[key];
      return { key, words: `${name} ${inWords(kind, before[key])} -> ${inWords(kind, after[key])}` };
    });
}

/** Writes what changes at run time into the configuration lbd runs by; the rest of it stays as it is. */
export function takeOver(config: Config, values: SettingValues): void {
  Object.assign(config, valuesOf(ofProcess, values));
  if (config.gateway !== null) Object.assign(config.gateway, valuesOf(ofGateway, values));
}

function valuesOf(fields: Readonly<Partial<Record<SettingKey, string>>>, values: SettingValues) {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [field, values[key as SettingKey]]));
}

function inWords(kind: Setting['kind'], value: unknown): string {
  if (value === undefined) return 'unset';
  if (kind === 'duration') return formatDuration(value as number);
  return Array.isArray(value) ? value.join(',') : String(value);
}
