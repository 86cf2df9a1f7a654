import { LbError } from '../core/errors.ts';

export interface Token {
  readonly kind: 'word' | 'string' | 'operator' | 'open' | 'close' | 'end';
  /** Of a string: without its quotes and backslashes. */
  readonly text: string;
  /** Of its first character, from 1. */
  readonly position: number;
  /** Of the first character behind it. */
  readonly end: number;
}

/** More than anybody types, and little enough that whatever it holds is read in a blink. */
const maxLength = 4_096;

const pattern =
  /\s*(?:(?<operator>!=|<=|>=|[=<>])|(?<paren>[()])|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<word>[^\s"'()=!<>:,\\]+))/suy;

/** @throws LbError `invalid-argument` with the position of what is no part of a filter */
export function tokensOf(text: string): Token[] {
  if (text.length > maxLength) {
    throw filterError(maxLength + 1, `a filter has at most ${maxLength} characters, and this one ${text.length}`);
  }
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let at = 0; ; at = pattern.lastIndex) {
    const match = pattern.exec(text);
    if (match === null) return [...tokens, endOf(text, at)];
    const { operator, paren, string, word } = match.groups!;
    const body = (operator ?? paren ?? string ?? word)!;
    const end = pattern.lastIndex + 1;
    const place = { position: end - body.length, end };
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, ...place });
    else if (paren !== undefined) tokens.push({ kind: paren === '(' ? 'open' : 'close', text: paren, ...place });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unquoted(string), ...place });
    else tokens.push({ kind: 'word', text: word!, ...place });
  }
}

export function filterError(position: number, problem: string): LbError {
  return new LbError('invalid-argument', `filter: at character ${position}: ${problem}`, {
    metadata: { field: 'filter', position: String(position) },
  });
}

function endOf(text: string, at: number): Token {
  const rest = text.slice(at).trimStart();
  const position = text.length - rest.length + 1;
  if (rest === '') return { kind: 'end', text: '', position: text.length + 1, end: text.length + 1 };
  if (rest.startsWith('"') || rest.startsWith("'")) throw filterError(position, 'this quote is never closed');
  throw filterError(position, `${JSON.stringify([...rest][0])} has no meaning here; put a value with it in quotes`);
}

/** A backslash takes the meaning from the character behind it. */
function unquoted(string: string): string {
  return string.slice(1, -1).replace(/\\(.)/gsu, '$1');
}
