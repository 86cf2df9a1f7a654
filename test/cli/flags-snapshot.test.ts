import { expect, test } from 'vitest';
import { LbctlCommand } from '../../cli/base-command.ts';
import { commandIds, loadCommand } from '../../cli/command-table.ts';
import { type ArgSpec, defaultText, type FlagSpec, valueText } from '../../cli/help/specs.ts';

/** `--then=move|expire|hold`, `-o --output=table|wide (…)`: what scripts rely on; what it means may be told better. */
async function flagLines(flags: Readonly<Record<string, FlagSpec>>): Promise<string[]> {
  const lines = Object.entries(flags).map(async ([name, flag]) => {
    const value = valueText(name, flag);
    const otherwise = await defaultText(flag);
    return [
      '  ',
      flag.char === undefined ? '' : `-${flag.char} `,
      `--${name}${value === '' ? '' : `=${value}`}`,
      flag.multiple ? ' again and again' : '',
      flag.required ? ' needed' : '',
      otherwise === '' ? '' : ` otherwise ${otherwise}`,
    ].join('');
  });
  return (await Promise.all(lines)).sort();
}

const argLines = (args: Readonly<Record<string, ArgSpec>>) =>
  Object.entries(args).map(([name, { required }]) => `  ${required ? name.toUpperCase() : `[${name.toUpperCase()}]`}`);

test('every command, argument and flag is what it was: scripts hang on them', async () => {
  const text = ['every command', ...(await flagLines(LbctlCommand.baseFlags))];
  for (const id of commandIds) {
    const { args, flags = {} } = await loadCommand(id);
    text.push('', id, ...argLines(args), ...(await flagLines(flags)));
  }
  // A change that is meant: npx vitest run test/cli/flags-snapshot.test.ts -u
  await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('snapshots/flags.txt');
});
