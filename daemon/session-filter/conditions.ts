import { parseDuration } from '../config/duration.ts';
import { reasons } from '../core/codes.ts';
import type { Reason } from '../core/model.ts';
import type { Comparison, Condition, Equality } from './syntax.ts';
import { filterError, type Token } from './tokens.ts';

/** A comparison as it was written. */
export interface Written {
  /** With the name of the label behind it, where it is `labels`. */
  readonly field: Token;
  readonly label: string | null;
  readonly operator: Token;
  readonly value: Token;
}

const known = 'backend, idle, age, generation, pinned, kept, confirmed, reason, labels.NAME';
const maxGeneration = 2 ** 32;

/**
 * What a comparison means.
 *
 * @throws LbError `invalid-argument` with the position of a field, operator or value that does not fit
 */
export function conditionOf({ field, label, operator, value }: Written): Condition {
  if (label !== null) return { kind: 'label', name: label, operator: equality(operator, 'a label'), value: value.text };
  switch (field.text) {
    case 'backend':
      return { kind: 'backend', operator: equality(operator, 'a backend'), value: value.text };
    case 'reason':
      return { kind: 'reason', operator: equality(operator, 'a reason'), value: reasonOf(value) };
    case 'pinned':
    case 'kept':
    case 'confirmed':
      return { kind: field.text, operator: equality(operator, `"${field.text}"`), value: booleanOf(value) };
    case 'idle':
    case 'age':
      return { kind: field.text, operator: operator.text as Comparison, value: durationOf(value) };
    case 'generation':
      return { kind: 'generation', operator: operator.text as Comparison, value: numberOf(value) };
    case 'labels':
      throw filterError(field.position, 'labels needs a name, as in labels.user');
    default:
      throw filterError(field.position, `${quotedWord(field)} can't be filtered by; these can: ${known}`);
  }
}

export function quotedWord({ text }: Token): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function equality(operator: Token, what: string): Equality {
  if (operator.text === '=' || operator.text === '!=') return operator.text;
  throw filterError(operator.position, `${what} is compared by = and != only`);
}

function booleanOf(value: Token): boolean {
  if (value.text === 'true') return true;
  if (value.text === 'false') return false;
  throw filterError(value.position, `expected true or false, not ${quotedWord(value)}`);
}

function durationOf(value: Token): number {
  const ms = parseDuration(value.text);
  if (ms === null)
    throw filterError(value.position, `expected a duration such as 5m or 300s, not ${quotedWord(value)}`);
  return ms;
}

function numberOf(value: Token): number {
  const number = /^[0-9]{1,10}$/.test(value.text) ? Number(value.text) : Number.NaN;
  if (number <= maxGeneration) return number;
  throw filterError(value.position, `expected a number from 0 to 2^32, not ${quotedWord(value)}`);
}

/** As the journal has it, or as the API does. */
function reasonOf(value: Token): Reason {
  const word = value.text
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^reason-/, '');
  const found = reasons.find((reason) => reason === word);
  if (found === undefined)
    throw filterError(value.position, `expected one of ${reasons.join(', ')}, not ${quotedWord(value)}`);
  return found;
}
