/** What a script learns from lbctl without reading a word. The codes are a contract; `--json` doesn't change them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  unavailable: 4,
  refused: 5,
  timedOut: 6,
  /** Ctrl-C ended the waiting or following, as a shell tells it: 128 and SIGINT. What was begun in lbd goes on. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** gRPC's status codes by number. @see https://grpc.io/docs/guides/status-codes/ */
const statusNames = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type StatusName = (typeof statusNames)[number];

const exitCodeByStatus: Partial<Record<StatusName, ExitCode>> = {
  OK: exitCodes.done,
  INVALID_ARGUMENT: exitCodes.usage,
  OUT_OF_RANGE: exitCodes.usage,
  NOT_FOUND: exitCodes.notFound,
  UNAVAILABLE: exitCodes.unavailable,
  RESOURCE_EXHAUSTED: exitCodes.unavailable,
  UNAUTHENTICATED: exitCodes.refused,
  PERMISSION_DENIED: exitCodes.refused,
  DEADLINE_EXCEEDED: exitCodes.timedOut,
};

export function statusName(code: number): StatusName {
  return statusNames[code] ?? 'UNKNOWN';
}

/**
 * The exit code of a call that failed.
 *
 * @param byLbd  whether lbd itself said so (an ErrorInfo came along). A RESOURCE_EXHAUSTED of the gRPC library means
 *               an oversized message, which no waiting cures.
 */
export function exitCodeOf(status: StatusName, byLbd: boolean): ExitCode {
  if (status === 'RESOURCE_EXHAUSTED' && !byLbd) return exitCodes.failed;
  return exitCodeByStatus[status] ?? exitCodes.failed;
}
