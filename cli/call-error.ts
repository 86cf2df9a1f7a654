import type { ErrorDetails } from '../proto/error-details.ts';
import type { Address } from './address.ts';
import { formatDuration } from './duration.ts';
import { CommandError, type Problem } from './errors.ts';
import { exitCodeOf, exitCodes, statusName } from './exit-codes.ts';
import { hintFor } from './hints.ts';

/** A call's failure as the gRPC library tells it. */
export interface FailedCall {
  readonly code: number;
  readonly details: string;
}

/** What a failed call means to the one who typed the command; `details` are there when lbd itself refused. */
export function callError(
  error: FailedCall,
  details: ErrorDetails | undefined,
  address: Address,
  timeoutMs: number,
): CommandError {
  const code = statusName(error.code);
  if (details === undefined) return new CommandError(transportProblem(error, address, timeoutMs), { cause: error });
  return new CommandError(
    {
      code,
      reason: details.reason,
      message: error.details,
      hint: hintFor(details.reason, details.retryDelayMs),
      metadata: details.metadata,
      exitCode: exitCodeOf(code, true),
    },
    { cause: error },
  );
}

/** No word from lbd itself: the connection, the deadline or the library failed. */
function transportProblem(error: FailedCall, address: Address, timeoutMs: number): Problem {
  const code = statusName(error.code);
  const problem = (reason: string, message: string, hint: string, exitCode = exitCodeOf(code, false)): Problem => ({
    code,
    reason,
    message,
    hint,
    metadata: { address: address.text },
    exitCode,
  });
  const at = address.text;

  if (code === 'DEADLINE_EXCEEDED') {
    const message = `no answer from ${at} within ${formatDuration(timeoutMs)}; what was asked may still be done`;
    return problem('TIMEOUT', message, 'look with `lbctl status`, or give it longer with --timeout');
  }
  if (code === 'UNIMPLEMENTED') {
    const message = `lbd at ${at} does not know this call: ${error.details}`;
    return problem(
      'UNIMPLEMENTED',
      message,
      'it is older than this lbctl, or no lbd; compare `lbctl --version` with it',
    );
  }
  if (code !== 'UNAVAILABLE') {
    return problem(code, error.details, 'the log of lbd may say more; if it stays, it is a bug worth reporting');
  }
  if (/\bEACCES\b|\bEPERM\b/.test(error.details)) {
    const hint = 'run lbctl as the user that lbd runs as; its socket is open to that user only';
    return problem('SOCKET_REFUSED', `you may not use the socket ${at}`, hint, exitCodes.refused);
  }
  if (/\bENOENT\b/.test(error.details)) {
    return problem('NO_DAEMON', `no lbd listens at ${at}: there is no such socket`, startHint);
  }
  if (/\bECONNREFUSED\b/.test(error.details)) {
    return problem('NO_DAEMON', `no lbd listens at ${at}: the connection was refused`, startHint);
  }
  return problem('NO_DAEMON', `lbd at ${at} can't be reached: ${error.details}`, startHint);
}

const startHint = 'start it with `lbd`, or say where it listens with --address (or LBCTL_ADDRESS)';
