import type { ServiceError } from '@grpc/grpc-js';
import { expect } from 'vitest';
import { readErrorDetails } from '../../proto/error-details.ts';

/** The refusal of a call, with its details read. A call that is answered fails the test. */
export async function refused(call: Promise<unknown>) {
  const error: ServiceError = await call.then(
    (answer) => expect.fail(`answered ${JSON.stringify(answer)}`),
    (reason) => reason,
  );
  return { code: error.code, message: error.details, info: readErrorDetails(error.metadata) };
}
