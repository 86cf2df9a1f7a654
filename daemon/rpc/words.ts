import { invalid } from '../core/errors.ts';
import { quoted } from './quoted.ts';

/** The words of an enum of the contract and of lbd, value by value; `_UNSPECIFIED` has none. */
export type EnumWords<Value extends string, Word extends string> = Readonly<
  Record<Exclude<Value, `${string}_UNSPECIFIED`>, Word>
>;

/**
 * The word for an enum's value; null where it is unspecified.
 *
 * @throws LbError `invalid-argument` for a number without a name: the decoder passes it through
 */
export function enumWord<Word extends string>(
  value: string,
  words: Readonly<Record<string, Word>>,
  field: string,
): Word | null {
  if (`${value}`.endsWith('_UNSPECIFIED')) return null;
  const word = Object.hasOwn(words, value) ? words[value] : undefined;
  if (word === undefined) throw invalid(field, `${String(value)} is no value that this lbd knows`);
  return word;
}

/** The enum's value for a word. */
export function enumValue<Value extends string, Word extends string>(word: Word, words: EnumWords<Value, Word>): Value {
  for (const [value, each] of Object.entries(words)) if (each === word) return value as Value;
  throw new RangeError(`no value for ${word}`);
}

/** One of the words; null for an empty text. */
export function oneOf<Word extends string>(text: string, words: readonly Word[], field: string): Word | null {
  if (text === '') return null;
  const found = words.find((word) => word === text);
  if (found === undefined) throw invalid(field, `must be one of ${words.join(', ')}, not ${quoted(text)}`);
  return found;
}
