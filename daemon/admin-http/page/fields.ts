import type { IncomingMessage } from 'node:http';
import { invalid } from '../../core/errors.ts';
import { Refused } from './problem.ts';

/** Far more than any request of the page needs. */
const mostBodyBytes = 16 * 1_024;

/** What a request asks for, field by field; each is checked as it is read. */
export interface Fields {
  /** Without control characters; empty where it is not given. */
  text(name: string, mostBytes: number): string;
  /** The same; null where it is not given. */
  textOrNull(name: string, mostBytes: number): string | null;
  /** A whole number; null where it is not given. */
  count(name: string, most: number): number | null;
  /** Null where it is not given. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | null;
  flag(name: string): boolean;
}

/** @throws Refused when it is no JSON object, or too large */
export async function bodyFields(request: IncomingMessage): Promise<Fields> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim() !== 'application/json') {
    throw new Refused(415, 'NOT_JSON', 'send the request as application/json');
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBodyBytes) {
      throw new Refused(413, 'BODY_TOO_LARGE', `a request has at most ${mostBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return fieldsOf(parse(Buffer.concat(chunks).toString('utf8')));
}

/** Of the query: all are texts there. */
export function queryFields(url: URL): Fields {
  return fieldsOf(Object.fromEntries(url.searchParams));
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // told below
  }
  throw new Refused(400, 'NOT_JSON', 'the body must be a JSON object');
}

// Cc: U+0000 to U+001F and U+007F to U+009F. Cs: halves of a pair.
const unprintable = /[\p{Cc}\p{Cs}]/u;

function fieldsOf(values: Readonly<Record<string, unknown>>): Fields {
  const given = (name: string): unknown => (Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined);
  const textOrNull = (name: string, mostBytes: number): string | null => {
    const value = given(name);
    if (value === undefined) return null;
    if (typeof value !== 'string') throw invalid(name, 'must be a text');
    const bytes = Buffer.byteLength(value);
    if (bytes > mostBytes) throw invalid(name, `must be at most ${mostBytes} bytes, and this one has ${bytes}`);
    if (unprintable.test(value)) throw invalid(name, 'must not hold control characters');
    return value;
  };
  return {
    text: (name, mostBytes) => textOrNull(name, mostBytes) ?? '',
    textOrNull,
    count(name, most) {
      const value = given(name);
      if (value === undefined) return null;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
        throw invalid(name, `must be a whole number from 0 to ${most}, not ${JSON.stringify(value)}`);
      }
      return value;
    },
    oneOf(name, words) {
      const value = given(name);
      if (value === undefined || value === '') return null;
      const found = words.find((word) => word === value);
      if (found === undefined) throw invalid(name, `must be one of ${words.join(', ')}, not ${JSON.stringify(value)}`);
      return found;
    },
    flag(name) {
      const value = given(name) ?? false;
      if (typeof value !== 'boolean') throw invalid(name, 'must be true or false');
      return value;
    },
  };
}
