import { resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { nearest } from './nearest.ts';
import type { Setting } from './setting-kinds.ts';
import { environmentName, type SettingKey, settings } from './settings.ts';

/** One place where settings come from: the command line, the environment or the file. */
export interface Source {
  readonly values: Readonly<Partial<Record<SettingKey, unknown>>>;
  /** Where its relative paths begin. */
  readonly folder: string;
  /** How the person who wrote it calls a setting: `--log-level`, `LBD_LOG_LEVEL`, `lbd.yaml: log_level`. */
  nameOf(setting: Setting): string;
  /** Numbers, switches and lists are written as text here. */
  readonly isText: boolean;
}

/** What each setting says, whoever said it. */
export type SettingValues = Readonly<Record<SettingKey, unknown>>;

export type SettingValue<K extends SettingKey> = z.output<(typeof settings)[K]['schema']>;

/**
 * The first source's value wins; what the others say is checked all the same.
 *
 * @throws ConfigError naming the source, the value and what is expected
 */
export function settingValue<K extends SettingKey>(key: K, sources: readonly Source[]): SettingValue<K> {
  const setting: Setting = settings[key];
  const [winner] = sources
    .filter(({ values }) => values[key] !== undefined)
    .map((source) => checked(setting, source, source.values[key]));
  return (winner ?? setting.schema.parse(undefined)) as SettingValue<K>;
}

/** @throws ConfigError as settingValue does */
export function settingValues(sources: readonly Source[]): SettingValues {
  const keys = Object.keys(settings) as SettingKey[];
  return Object.fromEntries(keys.map((key) => [key, settingValue(key, sources)])) as SettingValues;
}

/**
 * The settings that `LBD_*` variables give; an empty one counts as absent. Unknown ones are left alone, for Kubernetes
 * sets LBD_PORT and its like for a service named lbd, unless they look like a slip of the pen.
 *
 * @throws ConfigError for a slip of the pen
 */
export function environmentValues(env: Readonly<Record<string, string | undefined>>): Source['values'] {
  const keyOf = new Map(Object.entries(settings).map(([key, setting]) => [environmentName(setting), key]));
  const values: Record<string, string> = {};
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith('LBD_') || text === undefined || text === '') continue;
    const key = keyOf.get(name);
    if (key !== undefined) values[key] = text;
    else if (nearest(name, [...keyOf.keys()]) !== null) {
      throw new ConfigError(`${name} is not a setting; is ${nearest(name, [...keyOf.keys()])} meant?`);
    }
  }
  return values;
}

function checked(setting: Setting, source: Source, given: unknown): unknown {
  const result = setting.schema.safeParse(source.isText ? fromText(setting, given) : given);
  if (!result.success || result.data === undefined) {
    throw new ConfigError(`${source.nameOf(setting)}: ${JSON.stringify(given)} is not ${setting.expects}`);
  }
  return setting.kind === 'path' ? resolve(source.folder, result.data as string) : result.data;
}

/** Leaves alone what it does not understand: the schema refuses it, and the message quotes it as it was written. */
function fromText({ kind }: Setting, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  if (kind === 'count') return /^[0-9]{1,15}$/.test(given) ? Number(given) : given;
  if (kind === 'list') return given.split(',').map((item) => item.trim());
  if (kind === 'switch') return { true: true, '1': true, false: false, '0': false }[given] ?? given;
  return given;
}
