import { type CommandClass, type CommandId, loadCommand, verbsOf } from '../command-table.ts';
import { columns, paragraphs, section, textWidth } from './layout.ts';
import { type ArgSpec, defaultText, type FlagSpec, valueText } from './specs.ts';

/** All there is to know of a command: how it is used, what its flags mean, and examples that work. */
export async function commandHelp(id: CommandId, screenColumns: number | undefined): Promise<string> {
  const Command = await loadCommand(id);
  const width = textWidth(screenColumns);
  const flags = Object.entries({ ...Command.baseFlags, ...Command.flags }).filter(([, { hidden }]) => hidden !== true);
  const isGlobal = ([, { helpGroup }]: [string, FlagSpec]) => helpGroup === 'GLOBAL';
  const args = Object.entries(Command.args);
  const verbs = await Promise.all(verbsOf(id).map((verb) => verbRow(`${id} ${verb}` as CommandId)));
  return [
    `${Command.summary ?? ''}\n`,
    section('USAGE', [`$ lbctl ${usageOf(id, Command)}`]),
    section('DESCRIPTION', Command.description ? paragraphs(Command.description, width) : []),
    section('ARGUMENTS', columns(args.map(argRow), width)),
    section('FLAGS', columns(await flagRows(flags.filter((flag) => !isGlobal(flag))), width)),
    section('GLOBAL FLAGS', columns(await flagRows(flags.filter(isGlobal)), width)),
    section(
      'EXAMPLES',
      examplesOf(id, Command).map((example) => `$ ${example}`),
    ),
    section('COMMANDS', columns(verbs, width)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** As one types them. */
export function examplesOf(id: string, { examples = [] }: CommandClass): string[] {
  return examples.map((example) =>
    example.replaceAll('<%= config.bin %>', 'lbctl').replaceAll('<%= command.id %>', id),
  );
}

function usageOf(id: string, { usage, args }: CommandClass): string {
  if (usage !== undefined) return usage.replaceAll('<%= command.id %>', id);
  const words = Object.entries(args).map(([name, arg]) =>
    arg.required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
  );
  return [id, ...words, '[FLAGS]'].join(' ');
}

function argRow([name, { description = '' }]: [string, ArgSpec]): [string, string] {
  return [name.toUpperCase(), description];
}

async function verbRow(id: CommandId): Promise<[string, string]> {
  return [id, (await loadCommand(id)).summary ?? ''];
}

async function flagRows(flags: readonly [string, FlagSpec][]): Promise<[string, string][]> {
  const anyChar = flags.some(([, { char }]) => char !== undefined);
  return Promise.all(
    [...flags]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, flag]): Promise<[string, string]> => {
        const char = flag.char === undefined ? (anyChar ? '    ' : '') : `-${flag.char}, `;
        const value = valueText(name, flag);
        const otherwise = await defaultText(flag);
        const remarks = [
          flag.required ? 'needed' : '',
          otherwise === '' ? '' : `otherwise ${otherwise}`,
          flag.env === undefined ? '' : `or ${flag.env}`,
        ].filter((remark) => remark !== '');
        const remark = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
        return [`${char}--${name}${value === '' ? '' : `=${value}`}`, `${flag.summary ?? ''}${remark}`];
      }),
  );
}
