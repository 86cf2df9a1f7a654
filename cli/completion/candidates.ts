import { LbctlCommand } from '../base-command.ts';
import { type CommandId, commandIds, loadCommand, verbsOf } from '../command-table.ts';
import { guideNames } from '../help/guide-names.ts';
import type { FlagSpec } from '../help/specs.ts';
import { commandIn, commandWords, readLine, type TypedLine } from './line.ts';
import { type Kind, kindOfArg, kindOfFlag } from './names.ts';

/** A word that may stand there, and what it means; shells show both. */
export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

/** What may come next: words, or the names of files, which the shell knows better. */
export type Completion =
  | { readonly files: true }
  | { readonly files: false; readonly candidates: readonly Candidate[] };

/** Looks up what there is of a kind; empty when that can't be had quickly. */
export type Names = (kind: Exclude<Kind, 'file'>, line: TypedLine) => Promise<readonly string[]>;

/** @param typed  the words behind `lbctl`, the last one being typed: empty when it has not begun */
export async function complete(typed: readonly string[], names: Names): Promise<Completion> {
  const id = commandIn(typed);
  const Command = id === undefined ? undefined : await loadCommand(id);
  const flags: Readonly<Record<string, FlagSpec>> = { ...LbctlCommand.baseFlags, ...Command?.flags };
  const line = readLine(typed, flags);
  const found = line.flag === undefined ? await words(line, id, flags, names) : await values(line, flags, names);
  if (found === 'files') return { files: true };
  const fitting = found.filter(({ word }) => word.startsWith(line.last));
  return { files: false, candidates: fitting.map(({ word, meaning }) => ({ word: line.prefix + word, meaning })) };
}

async function values(
  line: TypedLine,
  flags: Readonly<Record<string, FlagSpec>>,
  names: Names,
): Promise<readonly Candidate[] | 'files'> {
  const flag = line.flag ?? '';
  const { options } = flags[flag] ?? {};
  if (options) return options.map(plain);
  return ofKind(kindOfFlag(flag), line, names);
}

async function words(
  line: TypedLine,
  id: CommandId | undefined,
  flags: Readonly<Record<string, FlagSpec>>,
  names: Names,
): Promise<readonly Candidate[] | 'files'> {
  if (line.last.startsWith('-')) return flagWords(line, id, flags);
  const verbs = await Promise.all(commandWords(line.words).map((word) => commandWord(line, word)));
  const isHelp = line.words[0] === 'help';
  if (isHelp) return line.words.length === 1 ? [...verbs, ...guideNames.map(plain)] : verbs;
  if (line.words.length === 0)
    return [...verbs, { word: 'help', meaning: 'explain a command, words, filters, output' }];
  if (verbs.length > 0 || id === undefined) return verbs;
  return ofKind(kindOfArg(id, line.words.length - id.split(' ').length), line, names);
}

async function commandWord({ words: before }: TypedLine, word: string): Promise<Candidate> {
  const topic = before.filter((each) => each !== 'help').join(' ');
  const id = topic === '' ? word : `${topic} ${word}`;
  if (!commandIds.includes(id as CommandId)) return { word, meaning: verbsOf(id).join(', ') };
  return { word, meaning: (await loadCommand(id as CommandId)).summary ?? '' };
}

function flagWords(line: TypedLine, id: CommandId | undefined, flags: Readonly<Record<string, FlagSpec>>): Candidate[] {
  if (id === undefined) return ['--help', '--version'].map(plain);
  return Object.entries(flags)
    .filter(([name, { hidden, multiple }]) => hidden !== true && (multiple === true || !line.given.has(name)))
    .map(([name, { summary = '' }]) => ({ word: `--${name}`, meaning: summary }))
    .concat([{ word: '--help', meaning: 'explain the command' }]);
}

async function ofKind(kind: Kind | undefined, line: TypedLine, names: Names): Promise<readonly Candidate[] | 'files'> {
  if (kind === 'file') return 'files';
  return kind === undefined ? [] : (await names(kind, line)).map(plain);
}

function plain(word: string): Candidate {
  return { word, meaning: '' };
}
