import { isIP } from 'node:net';
import type { RoutedBackend } from '../../proto/generated/lb/v1/RoutedBackend.ts';
import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResponse } from '../../proto/generated/lb/v1/RouteResponse.ts';
import { pathOf } from '../affinity/http-head.ts';
import { invalid } from '../core/errors.ts';
import type { Outcome } from '../core/model.ts';
import type { RouteWish } from '../core/route-request.ts';
import type { Assignment } from '../routing/answers.ts';
import { labelsOf } from './labels.ts';
import { quoted } from './quoted.ts';
import { reasonNumber } from './session-codec.ts';
import { backendIdOf, poolNameOf, presentedSessionIdOf, shortText } from './texts.ts';
import { durationMsOf, leaseBounds, timestamp } from './times.ts';

const maxHashKeyBytes = 256;
/** What Node's own HTTP parser lets through in one header, and in a request line, is no more. */
const maxHeaderBytes = 8_192;
const maxHeaders = 64;
const maxFallbacks = 8;

// Shared by all requests that have none.
const noHeaders: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/**
 * @param mayWait  false where waiting for a held session would hold up others
 * @throws LbError `invalid-argument` or `invalid-session-id`, with the field's path
 */
export function routeWish(request: RouteRequest__Output, mayWait: boolean): RouteWish {
  return {
    pool: poolNameOf(request.pool),
    sessionId: presentedSessionIdOf(request.session_id),
    clientIp: request.client_ip === '' ? '' : clientIpOf(request.client_ip),
    idleTimeoutMs: request.idle_timeout === null ? 0 : durationMsOf(request.idle_timeout, 'idle_timeout', leaseBounds),
    validateOnly: request.validate_only,
    hashKey: request.hash_key === '' ? '' : shortText(request.hash_key, 'hash_key', maxHashKeyBytes),
    headers: isEmpty(request.headers) ? noHeaders : headersOf(request.headers),
    path: request.http === null ? '' : pathOf(httpText(request.http.path, 'http.path')),
    labels: isEmpty(request.labels) ? undefined : labelsOf(request.labels, 'labels'),
    maxFallbacks: request.max_fallbacks === 0 ? 0 : fallbacksOf(request.max_fallbacks),
    claimedBackendId:
      request.claimed_backend_id === '' ? '' : backendIdOf(request.claimed_backend_id, 'claimed_backend_id'),
    explain: request.explain,
    mayWait,
  };
}

// Numbers, as the encoder wants them: this is made for every Route.
export const outcomeNumbers = { kept: 1, assigned: 2, moved: 3 } as const satisfies Record<Outcome, number>;

/** An assignment, and the cookies for the client where it came by HTTP. */
export type RouteAnswer = Assignment & { readonly setCookies?: readonly string[] };

export function routeResponse(assignment: RouteAnswer): RouteResponse {
  const { reason, pool, fallbacks, explanation, setCookies } = assignment;
  const response: RouteResponse = {
    session_id: assignment.sessionId,
    backend: { id: assignment.backendId, address: assignment.address, pool },
    outcome: outcomeNumbers[assignment.outcome],
    reason: reason === null ? 0 : reasonNumber(reason),
    generation: assignment.generation,
    create_time: timestamp(assignment.createdAtMs),
    expire_time: timestamp(assignment.expiresAtMs),
  };
  if (setCookies !== undefined) response.set_cookies = [...setCookies];
  if (fallbacks !== undefined) {
    response.fallbacks = fallbacks.map(({ backendId, address }): RoutedBackend => ({ id: backendId, address, pool }));
  }
  if (explanation !== undefined) response.explanation = [...explanation];
  return response;
}

function isEmpty(map: Readonly<Record<string, string>>): boolean {
  for (const _key in map) return false;
  return true;
}

function headersOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(headers);
  if (entries.length > maxHeaders) {
    throw invalid('headers', `must be at most ${maxHeaders}, and there are ${entries.length}`);
  }
  for (const [name, value] of entries) {
    const field = `headers[${quoted(name)}]`;
    if (name === '' || name !== name.toLowerCase()) throw invalid(field, 'must be a header name in lower case');
    if (Buffer.byteLength(name) > maxHeaderBytes) throw invalid(field, `must be at most ${maxHeaderBytes} bytes`);
    shortText(value, field, maxHeaderBytes);
  }
  return Object.assign(Object.create(null) as Record<string, string>, headers);
}

/** Of an HTTP request: at most what Node's own parser lets through. */
export function httpText(text: string, field: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxHeaderBytes) {
    throw invalid(field, `must be at most ${maxHeaderBytes} bytes, and this one has ${bytes}`);
  }
  return text;
}

function fallbacksOf(count: number): number {
  if (count > maxFallbacks) throw invalid('max_fallbacks', `must be 0 to ${maxFallbacks}, not ${count}`);
  return count;
}

// A zone (`fe80::1%eth0`) names an interface of the client's machine: it says nothing here.
function clientIpOf(text: string): string {
  if (isIP(text) === 0 || text.includes('%')) throw invalid('client_ip', `must be an IP address, not ${quoted(text)}`);
  return text;
}
