import { type handleUnaryCall, type ServerUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import type { RpcLog } from './log.ts';
import { type Refusal, refusal, refusalOf } from './status.ts';

/**
 * A handler from the work it does. The work may throw; what it returns at once is answered at once: a Route on a kept
 * session makes no promise, no closure and no copy on its way.
 *
 * A call that is cancelled or past its deadline before its work begins does no work.
 */
export function unary<Request, Response>(
  method: string,
  log: RpcLog,
  work: (request: Request, call: ServerUnaryCall<Request, Response>) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, answer) => {
    const tooLate = tooLateFor(call);
    if (tooLate !== null) {
      answer(tooLate);
      return;
    }
    let response: Response | Promise<Response>;
    try {
      response = work(call.request, call);
    } catch (error) {
      answer(refusalOf(error, method, log));
      return;
    }
    if (response instanceof Promise) answerLater(response, answer, method, log);
    else answer(null, response);
  };
}

function answerLater<Response>(
  response: Promise<Response>,
  answer: sendUnaryData<Response>,
  method: string,
  log: RpcLog,
): void {
  response.then(
    (value) => answer(null, value),
    (error: unknown) => answer(refusalOf(error, method, log)),
  );
}

// The library's own timer fires late when the loop is busy, and just then is no time for work nobody waits for.
function tooLateFor(call: ServerUnaryCall<unknown, unknown>): Refusal | null {
  if (call.cancelled) return refusal(status.CANCELLED, 'CANCELLED', 'the caller has gone');
  const deadline = call.getDeadline();
  if (deadline === Number.POSITIVE_INFINITY || Date.now() < Number(deadline)) return null;
  return refusal(status.DEADLINE_EXCEEDED, 'DEADLINE_EXCEEDED', 'the deadline passed before the work began');
}
