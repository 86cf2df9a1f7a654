import { isIP } from 'node:net';
import { firstOf, type HttpHead, type HttpHeaders } from '../affinity/http-head.ts';
import { type BackendId, defaultPool, type PoolName } from '../core/model.ts';

/** What a proxy asks: for whose request, and what it has tried already. */
export interface PickRequest {
  readonly pool: PoolName;
  readonly head: HttpHead;
  /** Backends that took no connection for this request; the last one is the session's home, if it had one. */
  readonly tried: readonly BackendId[];
  /** Who took the request after the home did not; empty where lbd is to say. */
  readonly served: BackendId;
}

const maxTried = 8;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
/** What lbd's own messages are made of: not the client's. */
const own = /^x-lb-/;

/** Undefined where it names no pool that there can be. The proxy is trusted: it alone can reach the listener. */
export function pickRequest(url: string, method: string, headers: HttpHeaders): PickRequest | undefined {
  const query = url.indexOf('?');
  const asked = query < 0 ? null : new URLSearchParams(url.slice(query + 1)).get('pool');
  const pool = firstOf(headers, 'x-lb-pool') || asked || defaultPool;
  if (!idPattern.test(pool)) return undefined;
  return { pool, head: headOf(method, headers), tried: triedOf(headers), served: servedOf(headers) };
}

/** The client's request, as the proxy passes it on: as nginx, Traefik, Caddy and Envoy name these headers. */
function headOf(method: string, headers: HttpHeaders): HttpHead {
  const target = firstOf(headers, 'x-original-uri') || firstOf(headers, 'x-forwarded-uri');
  const clientIp = firstOf(headers, 'x-real-ip') || (firstOf(headers, 'x-forwarded-for').split(',')[0] ?? '').trim();
  const kept = Object.entries(headers).filter(([name]) => !own.test(name));
  return {
    method: firstOf(headers, 'x-original-method') || firstOf(headers, 'x-forwarded-method') || method,
    target: target.startsWith('/') ? target : '/',
    headers: withGivenCookie(Object.fromEntries(kept), firstOf(headers, 'x-lb-set-cookie')),
    secure: firstOf(headers, 'x-forwarded-proto') === 'https',
    clientIp: isIP(clientIp) === 0 ? '' : clientIp,
  };
}

/** A proxy that asks again hands back the cookie it got first: the client of a new session does not have it yet. */
function withGivenCookie(headers: Record<string, HttpHeaders[string]>, setCookie: string): HttpHeaders {
  if (setCookie === '') return headers;
  const pair = setCookie.split(';', 1)[0] ?? '';
  const cookie = firstOf(headers, 'cookie');
  return { ...headers, cookie: cookie === '' ? pair : `${pair}; ${cookie}` };
}

function servedOf(headers: HttpHeaders): BackendId {
  const served = firstOf(headers, 'x-lb-served');
  return idPattern.test(served) ? served : '';
}

function triedOf(headers: HttpHeaders): BackendId[] {
  const ids = firstOf(headers, 'x-lb-tried').split(/[\s,]+/);
  return ids.filter((id) => idPattern.test(id)).slice(0, maxTried);
}
