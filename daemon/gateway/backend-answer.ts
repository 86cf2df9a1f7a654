import type { HttpHeaders } from '../affinity/http-head.ts';

/** The head of a backend's answer. */
export interface BackendAnswer {
  readonly status: number;
  readonly statusText: string;
  /** Name, value, name, value, as the backend wrote them. */
  readonly rawHeaders: readonly string[];
  /** Names in lower case. */
  readonly headers: HttpHeaders;
}

const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'transfer-encoding',
  'te',
  'upgrade',
]);

/** Bytes stay what they were: latin1 in and out. */
export function textsOf(raw: readonly Buffer[]): string[] {
  const texts = new Array<string>(raw.length);
  for (let i = 0; i < raw.length; i += 1) texts[i] = raw[i]!.toString('latin1');
  return texts;
}

export function answerOf(status: number, statusText: string, rawHeaders: readonly string[]): BackendAnswer {
  const headers: Record<string, string | string[]> = {};
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!;
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (typeof before === 'string') headers[name] = [before, value];
    else before.push(value);
  }
  return { status, statusText, rawHeaders, headers };
}

/**
 * What the client gets of it: without what was meant for this hop or for lbd.
 *
 * @param hides of a name in lower case and its value
 */
export function clientHeaders(
  { rawHeaders, headers }: BackendAnswer,
  hides: (name: string, value: string) => boolean,
): string[] {
  const nominated = `${headers.connection ?? ''}`.toLowerCase();
  const kept: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || lower.startsWith('x-lb-')) continue;
    if (nominated !== '' && nominated !== 'keep-alive' && isNominated(nominated, lower)) continue;
    const value = rawHeaders[i + 1]!;
    if (!hides(lower, value)) kept.push(name, value);
  }
  return kept;
}

/** Framing stays: a backend that nominates it must not make one answer into two. */
function isNominated(connection: string, name: string): boolean {
  if (name === 'content-length' || name === 'set-cookie') return false;
  return connection.split(',').some((token) => token.trim() === name);
}
