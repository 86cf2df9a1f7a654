import { CommandError, type Problem } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { hasColour, paint } from './output/colour.ts';
import { plain } from './output/table.ts';
import { nearest } from './suggestion.ts';

/** What failed, whoever threw it: a command, oclif's parser, or a bug. */
export function problemOf(error: unknown, commandId?: string): Problem {
  if (error instanceof CommandError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  if (process.env.LBCTL_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  if (isUsage(error)) {
    const help = commandId === undefined ? 'lbctl --help' : `lbctl ${commandId} --help`;
    return {
      code: 'INVALID_ARGUMENT',
      reason: 'USAGE',
      message: cleaned(message),
      hint: usageHint(error, help),
      metadata: {},
      exitCode: exitCodes.usage,
    };
  }
  return {
    code: 'INTERNAL',
    reason: 'BUG',
    message: `lbctl failed unexpectedly: ${message}`,
    hint: 'this is a bug, please report it; LBCTL_DEBUG=1 shows where it happened',
    metadata: {},
    exitCode: exitCodes.failed,
  };
}

/** Errors go to stderr, so that stdout holds answers only; with `--json` as one document, `{"error":{…}}`. */
export function report(problem: Problem, json: boolean): void {
  if (json) {
    const { code, reason, message, hint, metadata } = problem;
    process.stderr.write(`${JSON.stringify({ error: { code, reason, message, hint, metadata } })}\n`);
    return;
  }
  const label = hasColour(process.stderr) ? paint('red', 'error:') : 'error:';
  const lines = problem.message.split('\n').map(plain).join('\n  ');
  process.stderr.write(`${label} ${lines}\n${problem.hint === '' ? '' : `  ${plain(problem.hint)}\n`}`);
}

/** oclif's parser throws CLIErrors, and what a flag's own parser threw with `Parsing --flag` in front. */
function isUsage(error: unknown): boolean {
  return error instanceof Error && ('oclif' in error || error.message.startsWith('Parsing --'));
}

/** oclif's words in lbctl's: shorter, and without values that the parser has changed already. */
function cleaned(message: string): string {
  return message
    .replace(/\nSee more help with --help$/, '')
    .replace(/^Parsing (--\S+) \n\t/, '$1: ')
    .replace(/\n\nNote: [\s\S]*$/, '')
    .replace(/^The following errors? occurred:\s+/, '')
    .replace(/(--[a-z-]+)=\S+ cannot also be provided when using (--[a-z-]+)/g, '$1 and $2 exclude each other')
    .replace(/All of the following must be provided when using (--[a-z-]+): /g, '$1 needs ')
    .replace(/^Nonexistent flags?: /, 'there is no flag ')
    .trim();
}

/** The nearest flag to the one that is not there, or where to look. */
function usageHint(error: unknown, help: string): string {
  const { flags, parse } = error as { flags?: unknown; parse?: { input?: { flags?: object } } };
  const typed = Array.isArray(flags) && typeof flags[0] === 'string' ? flags[0] : '';
  const meant = typed.startsWith('--') ? nearest(typed.slice(2), Object.keys(parse?.input?.flags ?? {})) : undefined;
  return `${meant ? `did you mean --${meant}? ` : ''}\`${help}\` shows how it is used`;
}
