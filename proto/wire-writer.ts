import { enums, messages } from './generated/schema.ts';

export type MessageName = keyof typeof messages;
/** A field's number, its type, how often it is there, and its oneof. */
export type Row = readonly [number: number, type: string, times?: 'map' | 'repeated' | 'oneof', oneof?: string];

export const rowsOf = (name: MessageName): Readonly<Record<string, Row>> => messages[name];
export const isMessage = (type: string): type is MessageName => type in messages;
export const valuesOf = (type: string): Readonly<Record<string, number>> | undefined =>
  enums[type as keyof typeof enums];

/** How a value stands on the wire. @see https://protobuf.dev/programming-guides/encoding/ */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * A message in the protobuf encoding: enums by name or number, 64-bit integers as numbers or decimal text.
 *
 * @throws TypeError for a value that is not of its field's type, naming the field
 */
export function encode(name: MessageName, message: object): Buffer {
  const parts: Uint8Array[] = [];
  const values = message as Readonly<Record<string, unknown>>;
  for (const [field, row] of Object.entries(rowsOf(name))) {
    const value = values[field];
    if (value === undefined || value === null) continue;
    const [number, type, times] = row;
    const path = `${name}.${field}`;
    if (times === 'repeated') for (const item of listOf(value, path)) put(parts, number, type, item, path);
    else if (times === 'map') {
      for (const [key, item] of Object.entries(value as object)) {
        const entry: Uint8Array[] = [];
        put(entry, 1, 'string', key, path);
        put(entry, 2, type, item, path);
        put(parts, number, 'bytes', Buffer.concat(entry), path);
      }
    } else put(parts, number, type, value, path);
  }
  return Buffer.concat(parts);
}

function put(parts: Uint8Array[], number: number, type: string, value: unknown, path: string): void {
  const tag = (wireType: number) => varint(number * 8 + wireType);
  const bytes = bytesOf(type, value, path);
  if (bytes !== undefined) parts.push(tag(wireTypes.bytes), varint(bytes.length), bytes);
  else if (type === 'double') {
    const double = Buffer.allocUnsafe(8);
    double.writeDoubleLE(numberOf(value, path));
    parts.push(tag(wireTypes.fixed64), double);
  } else parts.push(tag(wireTypes.varint), varint(integerOf(type, value, path)));
}

/** What is written with its length before it; undefined for numbers. */
function bytesOf(type: string, value: unknown, path: string): Uint8Array | undefined {
  if (type === 'string') {
    if (typeof value !== 'string') throw wrong(path, 'text');
    return Buffer.from(value);
  }
  if (type === 'bytes') {
    if (!(value instanceof Uint8Array)) throw wrong(path, 'bytes');
    return value;
  }
  if (!isMessage(type)) return undefined;
  if (typeof value !== 'object') throw wrong(path, 'a message');
  return encode(type, value as object);
}

function integerOf(type: string, value: unknown, path: string): number {
  if (type === 'bool') return value ? 1 : 0;
  const named = typeof value === 'string' ? valuesOf(type)?.[value] : undefined;
  const number = named ?? numberOf(value, path);
  if (!Number.isSafeInteger(number)) throw wrong(path, 'a whole number');
  return type === 'uint32' ? number >>> 0 : number;
}

function numberOf(value: unknown, path: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || (typeof value === 'string' && Number.isNaN(number))) throw wrong(path, 'a number');
  return number;
}

/** Seven bits a byte, the lowest first; a negative number has ten, as its two's complement in 64 bits. */
function varint(value: number): Uint8Array {
  if (value >= 0 && value < 0x80) return Uint8Array.of(value);
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(path, 'a list');
  return value;
}

function wrong(path: string, expected: string): TypeError {
  return new TypeError(`${path}: ${expected} is expected`);
}
