import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import { LbError } from '../core/errors.ts';
import type { Assignment } from '../routing/answers.ts';
import type { OutcomeReport } from '../routing/outcomes.ts';
import { type PickRequest, pickRequest } from './pick-request.ts';

export interface ForwardAuthParts {
  readonly affinity: HttpAffinity;
  /** What a proxy tried in vain is a failure that its next askers need not meet again. */
  readonly outcomes: { report(report: OutcomeReport): Promise<void> };
  readonly log: (level: 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

const maxFallbacks = 8;

/** Answers a proxy's `GET /pick`: 200 and where the request goes, or 403 where nobody can serve it. */
export async function forwardAuth(
  { affinity, outcomes, log }: ForwardAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/', method = 'GET', headers } = request;
  if (!/^\/pick(?=[/?]|$)/.test(url)) return answer(response, 404, {});
  const asked = pickRequest(url, method, headers);
  if (asked === undefined) return answer(response, 403, { 'x-lb-reason': 'POOL_NOT_FOUND' });
  try {
    await reportTried(outcomes, asked);
    const presented = affinity.identify(asked.pool, asked.head);
    const { tried, served } = asked;
    // A proxy waits a quarter of a second, not for a home that comes back.
    const ask = { maxFallbacks, tried, mayWait: false, validateOnly: false, ...(served !== '' && { to: served }) };
    const assignment = await affinity.route(presented, ask);
    answer(response, 200, headersOf(assignment, affinity.setCookies(presented, assignment)));
  } catch (error) {
    if (!(error instanceof LbError)) log('error', 'pick-failed', { error });
    const reason = error instanceof LbError ? error.kind : 'internal';
    answer(response, 403, { 'x-lb-reason': reason.toUpperCase().replaceAll('-', '_') });
  }
}

async function reportTried(outcomes: ForwardAuthParts['outcomes'], { pool, tried }: PickRequest): Promise<void> {
  const last = tried.at(-1); // those before it were told when they failed
  if (last === undefined) return;
  const nothing = { successes: 0, inFlight: undefined, instance: '', sessionId: '' };
  const report = { ...nothing, pool, backendId: last, failures: 1, reporter: 'forward-auth' };
  await outcomes.report(report).catch((error: unknown) => {
    if (!(error instanceof LbError)) throw error; // a backend that is gone meanwhile
  });
}

function headersOf(assignment: Assignment, setCookies: readonly string[]): Record<string, string | string[]> {
  const { backendId, address, sessionId, outcome, generation, fallbacks = [] } = assignment;
  const [first, second] = setCookies;
  return {
    'x-lb-backend': backendId,
    'x-lb-address': address,
    'x-lb-session': encodeURIComponent(sessionId),
    'x-lb-outcome': outcome,
    'x-lb-generation': String(generation),
    ...(fallbacks.length > 0 && {
      'x-lb-fallbacks': fallbacks.map((place) => place.backendId).join(','),
      'x-lb-fallback-addresses': fallbacks.map((place) => place.address).join(','),
    }),
    // Once more by names of our own: some proxies can read only one Set-Cookie of an answer.
    ...(first !== undefined && { 'set-cookie': [...setCookies], 'x-lb-set-cookie': first }),
    ...(second !== undefined && { 'x-lb-set-cookie-2': second }),
  };
}

function answer(response: ServerResponse, status: number, headers: Record<string, string | string[]>): void {
  response.writeHead(status, { 'cache-control': 'no-store', 'content-length': 0, ...headers });
  response.end();
}
