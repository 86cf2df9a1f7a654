import type { RequestHead } from './exchange.ts';
import { wayHeaders } from './forwarded.ts';
import type { Checked } from './request-check.ts';

/** Meant for this hop, or made anew for the next one. */
const dropped: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'transfer-encoding',
  'te',
  'upgrade',
  'expect',
  'http2-settings',
  'host',
  'cookie',
  'x-request-id',
  ...wayHeaders,
]);

export interface Additions {
  /** Empty for none. */
  readonly cookie: string;
  readonly requestId: string;
  /** Name, value, name, value. */
  readonly way: readonly string[];
}

/** The headers of the request as the backend gets it: name, value, name, value. */
export function backendHeaders(head: RequestHead, { host, nominated }: Checked, additions: Additions): string[] {
  const { rawHeaders } = head;
  const { cookie, requestId, way } = additions;
  const headers: string[] = [];
  if (host !== '') headers.push('host', host);
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    const lower = name.toLowerCase();
    // Many servers read `_` as `-`: a name with it could pass for one that only a proxy may set.
    if (dropped.has(lower) || lower.startsWith('x-lb-') || lower.includes('_')) continue;
    if (nominated.length > 0 && nominated.includes(lower)) continue;
    headers.push(name, rawHeaders[i + 1]!);
  }
  if (/(^|,)\s*trailers\s*(,|$)/i.test(`${head.headers.te ?? ''}`)) headers.push('te', 'trailers');
  if (cookie !== '') headers.push('cookie', cookie);
  headers.push('x-request-id', requestId);
  for (const text of way) headers.push(text);
  return headers;
}

const requestIdPattern = /^[\w.:/+=@-]{1,128}$/;

/** The client's own where it can stand in a log, else a new one. */
export function requestIdOf({ headers }: RequestHead, newId: () => string): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && requestIdPattern.test(given) ? given : newId();
}
