import { LbError } from '../core/errors.ts';
import type { BackendId } from '../core/model.ts';
import { quoted } from './quoted.ts';
import { isBackendId } from './texts.ts';

/**
 * Reads `backend = "api-1"`; the id may stand in single quotes, or in none.
 *
 * @returns the backend's id; '' for an empty filter, which lets everything through
 * @throws LbError `invalid-argument` with the position of what is wrong, in characters from 1
 */
export function parseFilter(text: string): BackendId | '' {
  const next = tokenReader(text);
  const field = next();
  if (field.kind === 'end') return '';
  if (field.kind !== 'word') throw wrong(field, 'expected a field, such as backend');
  if (field.text !== 'backend') throw wrong(field, `${quoted(field.text)} can't be filtered by; backend can`);
  const operator = next();
  if (operator.kind !== 'equals') throw wrong(operator, 'expected =');
  const value = next();
  if (value.kind === 'open-quote') throw wrong(value, 'this quote is never closed');
  if (value.kind !== 'word' && value.kind !== 'string') throw wrong(value, "expected a backend's id");
  if (!isBackendId(value.text)) throw wrong(value, `${quoted(value.text)} is no backend's id`);
  const end = next();
  if (end.kind !== 'end') throw wrong(end, `expected nothing more, not ${quoted(end.text)}`);
  return value.text;
}

interface Token {
  readonly kind: 'word' | 'string' | 'equals' | 'open-quote' | 'unknown' | 'end';
  readonly text: string;
  /** In characters, from 1. */
  readonly position: number;
}

/** Answers one token a call, and `end` for ever after the last. */
function tokenReader(text: string): () => Token {
  const pattern =
    /\s*(?:(?<word>[\w.-]+)|"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<equals>=)|(?<quote>["'])|(?<unknown>\S))/y;
  return () => {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) {
      pattern.lastIndex = text.length;
      return { kind: 'end', text: '', position: text.length + 1 };
    }
    const position = start + match[0].length - match[0].trimStart().length + 1;
    const { word, equals, quote, unknown, double, single } = match.groups!;
    if (word !== undefined) return { kind: 'word', text: word, position };
    if (equals !== undefined) return { kind: 'equals', text: equals, position };
    if (quote !== undefined) return { kind: 'open-quote', text: quote, position };
    if (unknown !== undefined) return { kind: 'unknown', text: unknown, position };
    return { kind: 'string', text: double ?? single ?? '', position };
  };
}

function wrong({ position }: Token, problem: string): LbError {
  return new LbError('invalid-argument', `filter: at character ${position}: ${problem}`, {
    metadata: { field: 'filter', position: String(position) },
  });
}
