import type { KeySource } from '../core/affinity-settings.ts';
import type { Labels, SessionId, WallMs } from '../core/model.ts';
import { nameOf } from './cookie-header.ts';
import { firstOf, type HttpHeaders, valuesOf } from './http-head.ts';
import { isSessionId } from './session-id-text.ts';

/** MCP over streamable HTTP, up to protocol 2025-11-25: the server gives the id, and answers 404 to one it forgot. */
export const mcpSource: KeySource = 'header:mcp-session-id';

/** What a backend's answer says of the session it made. */
export interface Learned {
  /** Empty when it names none. */
  readonly sessionId: SessionId;
  /** It took the client's cookie away. */
  readonly isCleared: boolean;
}

const nothing: Learned = { sessionId: '', isCleared: false };

/** At the first of these places that says anything. Only a cookie or a header can tell an id. */
export function learnedFrom(sources: readonly KeySource[], headers: HttpHeaders, nowMs: WallMs): Learned {
  for (const source of sources) {
    const name = source.slice(source.indexOf(':') + 1);
    const learned = source.startsWith('cookie:')
      ? fromSetCookie(valuesOf(headers, 'set-cookie'), name, nowMs)
      : source.startsWith('header:')
        ? fromHeader(firstOf(headers, name))
        : nothing;
    if (learned !== nothing) return learned;
  }
  return nothing;
}

function fromHeader(value: string): Learned {
  return isSessionId(value) ? { sessionId: value, isCleared: false } : nothing;
}

/** Of several the last one counts, as in a browser. */
function fromSetCookie(setCookies: readonly string[], name: string, nowMs: WallMs): Learned {
  const cookie = setCookies.findLast((each) => nameOf(each) === name);
  if (cookie === undefined) return nothing;
  const [pair = '', ...attributes] = cookie.split(';');
  const value = pair
    .slice(pair.indexOf('=') + 1)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  if (value === '' || isOver(attributes, nowMs)) return { sessionId: '', isCleared: true };
  return fromHeader(value);
}

/** Max-Age goes before Expires (RFC 6265, section 5.3). */
function isOver(attributes: readonly string[], nowMs: WallMs): boolean {
  const last = (wanted: string) => attributes.findLast((each) => nameOf(each).toLowerCase() === wanted);
  const textOf = (attribute: string) => attribute.slice(attribute.indexOf('=') + 1).trim();
  const maxAge = last('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(textOf(maxAge))) return Number(textOf(maxAge)) <= 0;
  const expires = last('expires');
  return expires !== undefined && Date.parse(textOf(expires)) <= nowMs;
}

const maxLabels = 32;
const maxLabelBytes = 63;

/** `user=ada, plan=pro`; what is no label is left out. Undefined for none. */
export function labelsIn(text: string): Labels | undefined {
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const pair of text.split(',')) {
    const equals = pair.indexOf('=');
    const [name, value] = [pair.slice(0, Math.max(0, equals)).trim(), pair.slice(equals + 1).trim()];
    const isLabel = isSessionId(name) && (value === '' || isSessionId(value));
    if (!isLabel || Buffer.byteLength(name) > maxLabelBytes || Buffer.byteLength(value) > maxLabelBytes) continue;
    labels[name] = value;
    count += 1;
    if (count === maxLabels) break;
  }
  return count === 0 ? undefined : labels;
}
