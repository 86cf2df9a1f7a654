import { type ExitCode, exitCodes, type StatusName } from './exit-codes.ts';

/** A failure as lbctl reports it: what is wrong, for people and machines, and what to do next. */
export interface Problem {
  /** The name of the gRPC status, whether a daemon said it or lbctl found it by itself. */
  readonly code: StatusName;
  /** UPPER_SNAKE; lbd's own where lbd refused. */
  readonly reason: string;
  readonly message: string;
  /** What to do next, in one sentence; empty when the message says it. */
  readonly hint: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly exitCode: ExitCode;
}

/** Thrown by commands; anything else that is thrown, save oclif's own usage errors, is a bug. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly problem: Problem;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(problem.message, options);
    this.problem = problem;
  }
}

/** The command line itself is wrong; nothing was asked of lbd. */
export function usageError(message: string, hint = ''): CommandError {
  return new CommandError({
    code: 'INVALID_ARGUMENT',
    reason: 'USAGE',
    message,
    hint,
    metadata: {},
    exitCode: exitCodes.usage,
  });
}
