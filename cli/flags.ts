import { Args, Flags } from '@oclif/core';
import { parseDuration } from './duration.ts';

/** A duration such as `1h30m`; the command gets milliseconds. */
export const durationFlag = Flags.custom<number>({
  parse: async (text) => parseDuration(text),
  helpValue: 'DURATION',
});

/** The pool a command works in. */
export const poolFlag = (summary = 'the pool it is in') =>
  Flags.string({ summary, default: 'default', helpValue: 'NAME' });

export const reasonFlag = () =>
  Flags.string({ summary: 'why, for those who read the journal (at most 256 bytes)', helpValue: 'TEXT' });

export const yesFlag = () => Flags.boolean({ char: 'y', summary: 'do it without asking' });

export const listOutputFlag = () =>
  Flags.string({ char: 'o', summary: 'the form of the list', options: ['wide', 'json', 'name'] });

/** Arguments never come from stdin: `route --stdio` reads it, and scripts hand theirs to somebody else. */
export const idArg = (description: string) => Args.string({ description, required: true, ignoreStdin: true });
export const optionalIdArg = (description: string) => Args.string({ description, ignoreStdin: true });

export const allPoolsFlag = (summary = 'all pools') => Flags.boolean({ char: 'A', summary, exclusive: ['pool'] });
