import { createInterface } from 'node:readline/promises';
import { CommandError, usageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Asks before something is lost. On a terminal the answer must be `y` or `yes`; elsewhere there is nobody to ask, and
 * only `--yes` will do (a usage error says so). Returns when it may be done.
 */
export async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError(`${question} There is no terminal to ask on`, 'add --yes to do it without asking');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `).catch(() => '');
  terminal.close();
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CommandError({
    code: 'CANCELLED',
    reason: 'NOT_CONFIRMED',
    message: 'nothing was done',
    hint: '',
    metadata: {},
    exitCode: exitCodes.failed,
  });
}
