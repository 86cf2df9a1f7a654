import { parseArgs } from 'node:util';
import { ConfigError } from './config-error.ts';
import type { Setting } from './setting-kinds.ts';
import { flagName, type SettingKey, settings } from './settings.ts';

export interface CommandLine {
  readonly help: boolean;
  readonly version: boolean;
  readonly check: boolean;
  /** A backup to start from; only the command line can say so, for it is done once. */
  readonly restoreFile: string | undefined;
  /** The backends are as they were when the backup was made. */
  readonly trust: boolean;
  readonly configFile: string | undefined;
  /** Texts of the settings that were given: a list for `listen`, true for a switch. */
  readonly given: Readonly<Partial<Record<SettingKey, string | boolean | readonly string[]>>>;
}

/** @throws ConfigError for an option lbd does not have, and for one without its value */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { config, check, help, version, restore, trust, ...given } = parse(args);
  if (trust === true && restore === undefined)
    throw new ConfigError('--trust says how to --restore FILE: name the file');
  if (restore === '') throw new ConfigError('--restore: "" is not a path');
  const byKey = Object.entries<Setting>(settings).flatMap(([key, setting]) => {
    const value = given[flagName(setting)];
    return value === undefined ? [] : [[key, value]];
  });
  return {
    help: help === true,
    version: version === true,
    check: check === true,
    restoreFile: typeof restore === 'string' ? restore : undefined,
    trust: trust === true,
    configFile: typeof config === 'string' ? config : undefined,
    given: Object.fromEntries(byKey),
  };
}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new ConfigError(`${firstSentence(error)}; lbd --help lists the options`);
  }
}

const options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }> = {
  config: { type: 'string' },
  check: { type: 'boolean' },
  restore: { type: 'string' },
  trust: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  ...Object.fromEntries(
    Object.values<Setting>(settings).map((setting) => [
      flagName(setting),
      {
        type: setting.kind === 'switch' ? ('boolean' as const) : ('string' as const),
        multiple: setting.kind === 'list',
      },
    ]),
  ),
};

// Node goes on to explain how to pass what looks like an option as an argument; lbd takes no arguments.
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\. |\n/)[0]?.replace(/\.$/, '') ?? message;
}
