import { conditionOf, quotedWord } from './conditions.ts';
import type { SessionFilter } from './syntax.ts';
import { filterError, type Token, tokensOf } from './tokens.ts';

/** Parentheses and NOTs within each other; what a person can follow ends long before. */
const maxDepth = 64;

/**
 * Reads `backend = "api-1" AND (idle > 5m OR NOT labels.user = "ada")`. OR binds tighter than AND, as AIP-160 has it.
 *
 *     filter     = clause { "AND" clause }
 *     clause     = term { "OR" term }
 *     term       = "NOT" term | "(" filter ")" | comparison
 *     comparison = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
 *
 * @returns null for an empty filter, which lets everything through
 * @throws LbError `invalid-argument` with the position of what is wrong, in characters from 1
 * @see https://google.aip.dev/160
 */
export function parseSessionFilter(text: string): SessionFilter | null {
  const parser = new Parser(tokensOf(text));
  return parser.isAtEnd ? null : parser.whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#peek.kind === 'end';
  }

  whole(): SessionFilter {
    const filter = this.#filter(0);
    const rest = this.#peek;
    if (rest.kind === 'end') return filter;
    if (rest.kind === 'close') throw filterError(rest.position, 'this parenthesis was never opened');
    const capitals = /^(and|or|not)$/i.test(rest.text) ? `; ${rest.text} is written ${rest.text.toUpperCase()}` : '';
    throw filterError(rest.position, `expected AND or OR, not ${quotedWord(rest)}${capitals}`);
  }

  get #peek(): Token {
    return this.#tokens[this.#at]!;
  }

  #next(): Token {
    const token = this.#peek;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  #takes(keyword: 'AND' | 'OR' | 'NOT'): boolean {
    const { kind, text } = this.#peek;
    if (kind !== 'word' || text !== keyword) return false;
    this.#at += 1;
    return true;
  }

  #filter(depth: number): SessionFilter {
    const parts = [this.#clause(depth)];
    while (this.#takes('AND')) parts.push(this.#clause(depth));
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
  }

  #clause(depth: number): SessionFilter {
    const parts = [this.#term(depth)];
    while (this.#takes('OR')) parts.push(this.#term(depth));
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts };
  }

  #term(depth: number): SessionFilter {
    const first = this.#peek;
    if (depth > maxDepth) throw filterError(first.position, `nested more than ${maxDepth} deep`);
    if (this.#takes('NOT')) return { kind: 'not', part: this.#term(depth + 1) };
    if (first.kind !== 'open') return this.#comparison();
    this.#at += 1;
    const inner = this.#filter(depth + 1);
    if (this.#peek.kind === 'close') {
      this.#at += 1;
      return inner;
    }
    if (this.#peek.kind === 'end') throw filterError(first.position, 'this parenthesis is never closed');
    throw filterError(this.#peek.position, `expected AND, OR or ), not ${quotedWord(this.#peek)}`);
  }

  #comparison(): SessionFilter {
    const field = this.#next();
    if (field.kind !== 'word') throw filterError(field.position, 'expected a field, such as backend');
    if (/^(AND|OR)$/.test(field.text))
      throw filterError(field.position, `there is nothing before ${field.text} to join`);
    const label = this.#labelName(field);
    const operator = this.#next();
    if (operator.kind !== 'operator') {
      throw filterError(operator.position, `expected one of = != < <= > >= behind ${quotedWord(field)}`);
    }
    const value = this.#next();
    if (value.kind !== 'word' && value.kind !== 'string') {
      throw filterError(value.position, `expected a value behind ${operator.text}`);
    }
    return conditionOf({ field, label, operator, value });
  }

  /** Of `labels.user` and `labels."any name"`. */
  #labelName(field: Token): string | null {
    if (!field.text.startsWith('labels.')) return null;
    const name = field.text.slice('labels.'.length);
    if (name !== '') return name;
    const quoted = this.#peek;
    if (quoted.kind !== 'string' || quoted.position !== field.end || quoted.text === '') {
      throw filterError(field.end, 'expected the name of a label, as in labels.user');
    }
    this.#at += 1;
    return quoted.text;
  }
}
