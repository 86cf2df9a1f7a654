import type { RequestHead } from './exchange.ts';
import { maxCookieBytes, maxHeaders } from './options.ts';
import type { Refusal } from './refusal.ts';

/** A request that may be passed on: where it wants to go, in one form. */
export interface Checked {
  /** In origin form: `/path?query`. */
  readonly target: string;
  /** As the client wrote it; empty for an HTTP/1.0 request without one. */
  readonly host: string;
  /** Headers the client nominated as meant for the next hop only; lower case. */
  readonly nominated: readonly string[];
}

/** What must not be made hop-by-hop: leaving it out would make another request of this one. */
const endToEnd = new Set([
  'content-length',
  'transfer-encoding',
  'host',
  'cookie',
  'set-cookie',
  'authorization',
  'content-type',
  'content-encoding',
  'trailer',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
]);

const hostPattern = /^(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(?::[0-9]{0,5})?$/;
const bad = (message: string): Refusal => ({ status: 400, message, closes: true });

/** Refuses what Node's parser lets through and a proxy must not. */
export function checkRequest(head: RequestHead): Checked | Refusal {
  const { method, rawHeaders, headers } = head;
  if (rawHeaders.length > 2 * maxHeaders) {
    return { status: 431, message: `the request has more than ${maxHeaders} header fields`, closes: true };
  }
  if (method === 'TRACE') return { status: 405, message: 'TRACE is not served', headers: ['allow', ''] };
  const framing = checkFraming(head);
  if (framing !== null) return framing;
  const where = whereTo(head);
  if ('status' in where) return where;
  const cookie = headers.cookie;
  if (typeof cookie === 'string' && cookie.length > maxCookieBytes) {
    return { status: 431, message: `the cookies of the request have more than ${maxCookieBytes} bytes`, closes: true };
  }
  const nominated = nominatedIn(headers.connection);
  const forbidden = nominated.find((name) => endToEnd.has(name));
  if (forbidden !== undefined) return bad(`Connection must not name ${forbidden}`);
  return { ...where, nominated };
}

function checkFraming({ httpVersion, headers }: RequestHead): Refusal | null {
  const coding = headers['transfer-encoding'];
  if (coding === undefined) return null;
  if (httpVersion === '1.0') return bad('HTTP/1.0 knows no Transfer-Encoding');
  if (`${coding}`.toLowerCase() === 'chunked') return null;
  return { status: 501, message: 'chunked is the only Transfer-Encoding served', closes: true };
}

function whereTo({ target, rawHeaders, authority, httpVersion, method }: RequestHead) {
  const host = authority ?? hostOf(rawHeaders);
  if (host === null) return bad('the request has several Host headers');
  if (host === '' ? httpVersion !== '1.0' : !hostPattern.test(host)) return bad('the Host is not host or host:port');
  if (target.startsWith('/')) return { target, host };
  if (target === '*' && method === 'OPTIONS') return { target, host };
  const [, named, path = ''] = /^https?:\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? [];
  if (named === undefined) return bad('the request target is no path');
  if (host !== '' && named.toLowerCase() !== host.toLowerCase()) return bad('the request target names another host');
  if (!hostPattern.test(named)) return bad('the request target names no host');
  return { target: path.startsWith('/') ? path : `/${path}`, host: named };
}

/** Null when there is more than one; empty when there is none. */
function hostOf(rawHeaders: readonly string[]): string | null {
  let host: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    if (host !== undefined) return null;
    host = rawHeaders[i + 1]!;
  }
  return host ?? '';
}

const none: readonly string[] = [];

function nominatedIn(connection: string | readonly string[] | undefined): readonly string[] {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return none;
  const tokens = `${connection}`.toLowerCase().split(',');
  return tokens.map((token) => token.trim()).filter((token) => token !== '' && token !== 'close');
}
