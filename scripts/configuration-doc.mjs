// Writes docs/configuration.md from the settings themselves; with --check it only says whether the page is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { changesAtRunTime } from '../dist/daemon/config/run-time-settings.js';
import { environmentName, flagName, settings } from '../dist/daemon/config/settings.js';
import { root } from './run.mjs';

const page = `${root}/docs/configuration.md`;

const sections = Object.entries(settings).map(([key, setting]) => {
  const { name, placeholder, expects, defaultText, sentence } = setting;
  const flag = `--${flagName(setting)}${placeholder === null ? '' : ` ${placeholder}`}`;
  return `### ${name}\n
${sentence}\n
- flag \`${flag}\`, variable \`${environmentName(setting)}\`
- takes ${expects}
- default: ${defaultText}${changesAtRunTime(key) ? '\n- takes effect at SIGHUP' : ''}\n`;
});

const text = `# Configuration of lbd

<!-- Made by \`node scripts/configuration-doc.mjs\` from daemon/config/settings.ts. Change it there. -->

These are the settings of the process. Pools and backends are no settings: they live in the store, and \`lbctl\` changes
them while lbd runs.

Each setting can be given as a flag, as an environment variable or in a YAML file; flags win over the environment, the
environment wins over the file. The file is named by \`--config FILE\` or \`LBD_CONFIG\`, and holds \`name: value\` lines;
a name that is no setting is refused. Relative paths begin at the working directory, those in the file at the file's
folder. In a variable, a list is separated by commas and a switch is \`true\` or \`false\`; an empty variable counts as
absent. Durations are written as \`1h30m\`, \`10s\` or \`500ms\`.

\`lbd --check\` says whether all of this holds, and starts nothing.

At SIGHUP (not with \`--dev\`) lbd reads the file again; flags and environment stay what they were at its start, and still
win. Settings that say so below take effect at once or at the next round; any other that changed is named in the log and
needs a restart. A file that does not hold changes nothing: the log and \`lbctl status\` say why. What took effect is a
line of the journal, \`settings-reloaded\`.

## Defaults that depend on where lbd runs

The data folder: \`$XDG_STATE_HOME/lbd\` where that is set; for root \`/var/lib/lbd\`; else \`~/.local/state/lbd\`. With
\`--dev\` it is \`./.lbd\`.

The default socket: \`$XDG_RUNTIME_DIR/lbd.sock\`, else \`/run/lbd/lbd.sock\`, else \`lbd.sock\` in the data folder; the
first whose folder can be written.

## Settings

${sections.join('\n')}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (text !== readPage()) {
  console.error(
    'docs/configuration.md is not what daemon/config/settings.ts says: run node scripts/configuration-doc.mjs',
  );
  process.exitCode = 1;
}

function readPage() {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}
