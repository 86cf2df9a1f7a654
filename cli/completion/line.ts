import { type CommandId, commandIds, commandTable, verbsOf } from '../command-table.ts';
import type { FlagSpec } from '../help/specs.ts';

/** A command line that is being typed, read up to the word that is to be completed. */
export interface TypedLine {
  /** What is typed of the last word so far; empty when it has not begun. */
  readonly last: string;
  /** The words before it, without flags and what they were given. */
  readonly words: readonly string[];
  /** Flags that are there, by name, with what they were given. */
  readonly given: ReadonlyMap<string, string>;
  /** The flag whose value the last word is. */
  readonly flag: string | undefined;
  /** What stands before the value in the last word: `--pool=`, where the shell does not part them. */
  readonly prefix: string;
}

/**
 * Reads the words behind `lbctl`; `flags` are those of the command, by name.
 * bash parts words at `=`, other shells do not: both are read.
 */
export function readLine(typed: readonly string[], flags: Readonly<Record<string, FlagSpec>>): TypedLine {
  const parts = typed.length === 0 ? [''] : [...typed];
  const byChar = new Map(Object.entries(flags).map(([name, { char }]) => [char, name]));
  const nameOf = (word: string) => (word.startsWith('--') ? word.slice(2) : (byChar.get(word.slice(1, 2)) ?? ''));
  const words: string[] = [];
  const given = new Map<string, string>();
  let open: string | undefined;
  for (const part of parts.slice(0, -1)) {
    if (part === '=' && open !== undefined) continue;
    if (open !== undefined) {
      given.set(open, part);
      open = undefined;
    } else if (/^--[^=]+=/.test(part)) given.set(part.slice(2, part.indexOf('=')), part.slice(part.indexOf('=') + 1));
    else if (part.startsWith('-') && part !== '-') {
      const name = nameOf(part);
      given.set(name, '');
      open = flags[name]?.type === 'option' ? name : undefined;
    } else words.push(part);
  }
  const last = parts.at(-1) ?? '';
  const inOne = /^--([^=]+)=(.*)$/s.exec(last);
  if (inOne && open === undefined) {
    const [, flag = '', value = ''] = inOne;
    return { last: value, words, given, flag, prefix: `--${flag}=` };
  }
  return { last: last === '=' && open !== undefined ? '' : last, words, given, flag: open, prefix: '' };
}

/** The command that the first words name, as far as they do: of `backends sh` it is `backends`. */
export function commandIn(typed: readonly string[]): CommandId | undefined {
  const names = typed.slice(0, -1).filter((word) => !word.startsWith('-'));
  const [first = '', second = ''] = names[0] === 'help' ? names.slice(1) : names;
  const both = `${first} ${second}` as CommandId;
  if (both in commandTable) return both;
  return commandIds.find((id) => id === first);
}

/** Words that may follow: commands at first, then the verbs under one. */
export function commandWords(words: readonly string[]): string[] {
  const names = words[0] === 'help' ? words.slice(1) : words;
  if (names.length === 0) return [...new Set(commandIds.map((id) => id.split(' ')[0] ?? ''))];
  return names.length === 1 ? verbsOf(names[0] ?? '') : [];
}
