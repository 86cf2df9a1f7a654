import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { ConfigError } from './config-error.ts';
import { nearest } from './nearest.ts';
import type { Setting } from './setting-kinds.ts';
import { type SettingKey, settings } from './settings.ts';

/**
 * The settings a YAML file gives, by key and not checked yet.
 *
 * @throws ConfigError when it can't be read, is not YAML, or holds a key that is no setting
 */
export function readConfigFile(path: string): Readonly<Partial<Record<SettingKey, unknown>>> {
  const entries = Object.entries(readYamlMap(path));
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const key = keysByName.get(name);
      if (key === undefined) throw new ConfigError(`${path}: ${name} is not a setting${hint(name)}`);
      return [key, value];
    }),
  );
}

/** @throws ConfigError when the file can't be read, or holds anything but one YAML map */
export function readYamlMap(path: string): Record<string, unknown> {
  const document = parseDocument(readText(path));
  const [error] = document.errors;
  if (error !== undefined) throw new ConfigError(`${path} is not YAML: ${error.message.split('\n')[0]}`);
  const content: unknown = document.toJS();
  if (content === null) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigError(`${path} must hold "name: value" lines; it holds ${JSON.stringify(content).slice(0, 60)}`);
  }
  return content as Record<string, unknown>;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`can't read ${path}: ${(error as Error).message}`);
  }
}

const keysByName = new Map(
  Object.entries<Setting>(settings).map(([key, setting]) => [setting.name, key as SettingKey]),
);

function hint(name: string): string {
  const meant = nearest(name, [...keysByName.keys()]);
  return meant === null ? '; docs/configuration.md lists them' : `; is ${meant} meant?`;
}
