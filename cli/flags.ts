import { Args, Flags } from '@oclif/core';
import { type ConnectionFlags, poolOf } from './contexts/connection.ts';
import { parseDuration } from './duration.ts';
import { parseInstant } from './instant.ts';

/** A duration such as `1h30m`; the command gets milliseconds. */
export const durationFlag = Flags.custom<number>({
  parse: async (text) => parseDuration(text),
  helpValue: 'DURATION',
});

/** A moment such as `15m` (ago) or `2026-05-01T12:00:00Z`; the command gets milliseconds since the Unix epoch. */
export const instantFlag = Flags.custom<number>({
  parse: async (text) => parseInstant(text, Date.now()),
  helpValue: 'WHEN',
});

/** Takes the place of `--timeout` where a command waits: it bounds the command, not one answer of lbd. */
export const waitTimeoutFlag = (summary: string) => durationFlag({ summary, helpGroup: 'GLOBAL' });

/** The pool a command works in. */
export const poolFlag = (summary = 'the pool it is in') =>
  Flags.string({
    summary,
    default: async ({ flags }) => poolOf(flags as ConnectionFlags, process.env),
    defaultHelp: async () => 'default',
    helpValue: 'NAME',
  });

export const reasonFlag = () =>
  Flags.string({ summary: 'why, for those who read the journal (at most 256 bytes)', helpValue: 'TEXT' });

export const yesFlag = () => Flags.boolean({ char: 'y', summary: 'do it without asking' });

/** Lists without names of their own leave out `name`. */
export const listOutputFlag = (options: readonly string[] = ['table', 'wide', 'json', 'name']) =>
  Flags.string({ char: 'o', summary: 'the form of the list', options: [...options] });

/** `key=value`, as often as there are pairs; `parseKeyValues` reads them. */
export const keyValueFlag = (summary: string, helpValue = 'KEY=VALUE') =>
  Flags.string({ summary, multiple: true, multipleNonGreedy: true, helpValue });

/** Arguments never come from stdin: `route --stdio` reads it, and scripts hand theirs to somebody else. */
export const idArg = (description: string) => Args.string({ description, required: true, ignoreStdin: true });
export const optionalIdArg = (description: string) => Args.string({ description, ignoreStdin: true });

export const allPoolsFlag = (summary = 'all pools') => Flags.boolean({ char: 'A', summary, exclusive: ['pool'] });
