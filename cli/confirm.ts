import { createInterface } from 'node:readline/promises';
import { CommandError, usageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Asks before something is lost. On a terminal the answer must be `y` or `yes`; elsewhere there is nobody to ask, and
 * only `--yes` will do (a usage error says so). Returns when it may be done.
 *
 * @param stake  what is lost, in words such as `300 sessions`: looked up only when somebody is asked
 */
export async function confirm(question: string, yes: boolean, stake?: () => Promise<string>): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError(`${question} There is no terminal to ask on`, 'add --yes to do it without asking');
  }
  const asked = stake === undefined ? question : question.replace(/\?$/, ` (${await stake()})?`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${asked} [y/N] `).catch(() => '');
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
