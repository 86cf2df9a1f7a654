import { enums } from '../../proto/generated/schema.ts';
import { isMessage, type MessageName, type Row, rowsOf } from '../../proto/wire-writer.ts';
import { formatDuration, parseDuration } from '../duration.ts';
import { usageError } from '../errors.ts';
import { durationOf, msOf, type SecondsAndNanos } from '../output/time.ts';
import { nearest } from '../suggestion.ts';

/** Settings as a file has them: the API's names, durations as `1h30m`, enums as `least_sessions`. */
export type Settings = Readonly<Record<string, unknown>>;

const duration = 'google.protobuf.Duration';

/** A message's settings in a file's words; what is not set is left out. `fields` are those that are settings. */
export function settingsText(name: MessageName, message: object, fields: readonly string[]): Settings {
  const values = message as Readonly<Record<string, unknown>>;
  const texts = fields.map((field) => [field, valueText(rowsOf(name)[field]!, values[field])] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined));
}

/** All fields of a message, where they all are settings. */
export function fieldsOf(name: MessageName): readonly string[] {
  return Object.keys(rowsOf(name));
}

function valueText([, type]: Row, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (type === duration) return formatDuration(msOf(value as SecondsAndNanos));
  if (isMessage(type)) return settingsText(type, value as object, fieldsOf(type));
  if (!(type in enums)) return value;
  const word = String(value).slice(prefixOf(type).length).toLowerCase();
  return word === 'unspecified' ? undefined : word;
}

/**
 * The message that a file's words make; only what is said is in it.
 *
 * @param path  where the words stand in the file, such as `pools[0]`
 * @throws CommandError usage, for a setting that is not there or is no value of its kind
 */
export function settingsMessage(
  name: MessageName,
  settings: Settings,
  fields: readonly string[],
  path: string,
): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(settings)) {
    const at = path === '' ? field : `${path}.${field}`;
    if (!fields.includes(field)) throw unknown(at, field, fields);
    message[field] = messageValue(rowsOf(name)[field]!, value, at);
  }
  return message;
}

function messageValue([, type, times]: Row, value: unknown, path: string): unknown {
  if (value === null || value === undefined) throw wrong(path, 'says nothing', 'leave it out, or give it a value');
  if (times === 'repeated') {
    if (!Array.isArray(value)) throw wrong(path, 'is no list', 'write it like [a, b]');
    return value.map((item, i) => messageValue([0, type], item, `${path}[${i}]`));
  }
  if (times === 'map') {
    const entries = Object.entries(recordAt(value, path));
    return Object.fromEntries(entries.map(([key, item]) => [key, messageValue([0, type], item, `${path}.${key}`)]));
  }
  if (type === duration) return durationAt(value, path);
  if (isMessage(type)) return settingsMessage(type, recordAt(value, path), fieldsOf(type), path);
  if (type in enums) return enumAt(type as keyof typeof enums, value, path);
  if (type === 'string' && typeof value !== 'string') throw wrong(path, 'is no text', 'put it in quotes');
  if (type === 'bool' && typeof value !== 'boolean') throw wrong(path, 'is neither true nor false', '');
  const isNumber = type !== 'string' && type !== 'bool';
  if (isNumber && typeof value !== 'number') throw wrong(path, 'is no number', '');
  if (isNumber && type !== 'double' && !(Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 32)) {
    throw wrong(path, `is ${value}`, 'it takes a whole number from 0 on');
  }
  return value;
}

export function recordAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrong(path, 'is no map', 'write it as name: value');
}

function durationAt(value: unknown, path: string): SecondsAndNanos {
  if (typeof value !== 'string') throw wrong(path, 'is no duration', 'write it like 1h30m');
  try {
    return durationOf(parseDuration(value));
  } catch (error) {
    throw usageError(`${path}: ${(error as Error).message}`);
  }
}

function enumAt(type: keyof typeof enums, value: unknown, path: string): string {
  const name = `${prefixOf(type)}${String(value).toUpperCase()}`;
  if (name in enums[type] && !name.endsWith('_UNSPECIFIED')) return name;
  const words = Object.keys(enums[type])
    .map((each) => each.slice(prefixOf(type).length).toLowerCase())
    .filter((word) => word !== 'unspecified');
  throw wrong(path, `is ${JSON.stringify(value)}`, `it takes ${words.join(', ')}`);
}

/** `lb.v1.UnknownId` has `UNKNOWN_ID_` before each of its values. */
function prefixOf(type: string): string {
  const name = type.split('.').at(-1) ?? '';
  return `${name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_`;
}

function unknown(path: string, field: string, fields: readonly string[]) {
  const meant = nearest(field, fields);
  return wrong(path, 'is no setting', meant ? `did you mean ${meant}?` : `there are ${fields.join(', ')}`);
}

export function wrong(path: string, problem: string, hint: string) {
  return usageError(`${path} ${problem}`, hint);
}
