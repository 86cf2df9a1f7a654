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
  const tls = tlsTrouble(error.details);
  if (tls !== undefined)
    return problem('TLS', `lbd at ${at} is there, but TLS fails: ${tls.message}`, tls.hint, exitCodes.refused);
  const words = plainWords(error.details);
  const hint =
    at.startsWith('tcp:') && address.credentials?.tlsCa === undefined ? `${startHint}; ${tlsHint}` : startHint;
  return problem('NO_DAEMON', `lbd at ${at} can't be reached: ${words}`, hint);
}

const tlsHint = 'if it speaks TLS, say who signs its certificate: --tls-ca FILE';

/** What of the library's words is about certificates. */
function tlsTrouble(details: string): { readonly message: string; readonly hint: string } | undefined {
  const table: readonly (readonly [pattern: RegExp, message: string, hint: string])[] = [
    [
      /unable to (verify the first|get local issuer) certificate|self-signed certificate/i,
      'its certificate is signed by somebody who is not believed here',
      '--tls-ca FILE names who signs it; ask who runs lbd for the file',
    ],
    [/certificate has expired/, 'its certificate has ended', 'lbd takes over a new one as soon as it is in its place'],
    [/does not match certificate's altnames/, 'its certificate is for another name', 'use an address that it names'],
    [
      /alert (number )?(116|certificate required)|certificate required|bad certificate|unknown ca|alert certificate/i,
      'it does not take the certificate of this side',
      'show one that its --client-ca has signed: --tls-cert FILE --tls-key FILE',
    ],
    [
      /wrong version number|packet length too long/i,
      'it does not speak TLS',
      'leave --tls-ca out, or use its TLS address',
    ],
  ];
  const [, message = '', hint = ''] = table.find(([pattern]) => pattern.test(details)) ?? [];
  return message === '' ? undefined : { message, hint };
}

/** Without what the library says of itself. */
function plainWords(details: string): string {
  return details
    .replace(/^No connection established\. Last error: (Error: )?/, '')
    .replace(/\.? Resolution note: *$/, '');
}

const startHint = 'start it with `lbd`, or say where it listens with --address (or LBCTL_ADDRESS)';
