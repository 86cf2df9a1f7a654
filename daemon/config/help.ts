import type { Setting } from './setting-kinds.ts';
import { flagName, settings } from './settings.ts';

/** What `lbd --help` prints. */
export function helpText(version: string): string {
  const options = Object.values<Setting>(settings).map((setting) =>
    line(
      flagName(setting),
      setting.placeholder,
      setting.sentence,
      setting.kind === 'switch' ? '' : setting.defaultText,
    ),
  );
  return `lbd ${version} decides, remembers and explains which backend each session lives on.

Usage: lbd [options]

${[...options, ...others].join('\n')}

Every setting can also be given as LBD_NAME in the environment or as "name: value" in the file of --config.
lbctl operates a running lbd: lbctl status, lbctl backends, lbctl route SESSION.
`;
}

const others = [
  line('config', 'FILE', 'Settings in YAML; LBD_CONFIG names it too.', ''),
  line('restore', 'FILE', 'Puts a backup in the place of the database, once, and starts from it.', ''),
  line('trust', null, 'With --restore: the backends still have the sessions they had then.', ''),
  line('check', null, 'Says whether the configuration holds, and starts nothing.', ''),
  line('version', null, 'Prints the version.', ''),
  line('help', null, 'Prints this.', ''),
];

function line(flag: string, placeholder: string | null, sentence: string, byDefault: string): string {
  const option = `  --${flag}${placeholder === null ? '' : ` ${placeholder}`}`;
  const note = byDefault === '' ? '' : ` (${byDefault})`;
  return `${option.padEnd(40)} ${sentence}${note}`;
}
