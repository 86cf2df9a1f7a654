import type { KeySource, KeySourceKind } from '../core/affinity-settings.ts';
import { cookieValues } from './cookie-header.ts';
import { type HttpHead, pathOf, valuesOf } from './http-head.ts';
import { pathReader, percentDecoded } from './path-template.ts';

/** The texts that may name the session at one place of a request, in order: a cookie may be there several times. */
export type KeyReader = (head: HttpHead) => readonly string[];

/** More cookies of one name than that are an attack or a mistake: none of them is looked at. */
export const maxCookiesOfName = 4;

export function keyReader(source: KeySource): KeyReader {
  const colon = source.indexOf(':');
  return readers[source.slice(0, colon) as KeySourceKind](source.slice(colon + 1));
}

const readers: Readonly<Record<KeySourceKind, (argument: string) => KeyReader>> = {
  cookie: (name) => (head) => {
    const headers = valuesOf(head.headers, 'cookie');
    const [only] = headers;
    if (only === undefined) return none;
    return headers.length === 1 ? cookieValues(only, name) : headers.flatMap((header) => cookieValues(header, name));
  },
  header: (name) => (head) => valuesOf(head.headers, name),
  query: (name) => (head) => queryValues(head.target, name),
  path: (template) => {
    const read = pathReader(template);
    return (head) => {
      const value = read(pathOf(head.target));
      return value === undefined ? none : [value];
    };
  },
};

const none: readonly string[] = [];

/** As forms write them: `+` is a blank. What can't be decoded is not there. */
function queryValues(target: string, name: string): readonly string[] {
  const begin = target.indexOf('?');
  if (begin < 0) return none;
  const values: string[] = [];
  for (const pair of target.slice(begin + 1).split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || percentDecoded(pair.slice(0, equals)) !== name) continue;
    const value = percentDecoded(pair.slice(equals + 1).replaceAll('+', ' '));
    if (value !== undefined) values.push(value);
  }
  return values;
}
