import { isMessage, type MessageName, type Row, rowsOf, valuesOf, wireTypes } from './wire-writer.ts';

interface Reader {
  readonly bytes: Buffer;
  at: number;
  readonly end: number;
}

type Fields = ReadonlyMap<number, readonly [field: string, row: Row]>;
const fieldsByNumber = new Map<MessageName, Fields>();
const namesByValue = new Map<string, ReadonlyMap<number, string>>();

/**
 * A message out of the protobuf encoding, as proto-loader makes it with `loaderOptions` of contract.ts; fields it does
 * not know are passed over.
 *
 * @throws Error when the bytes end within a value, or are no message
 */
export function decode(name: MessageName, bytes: Buffer): Record<string, unknown> {
  return readMessage(name, { bytes, at: 0, end: bytes.length });
}

function readMessage(name: MessageName, reader: Reader): Record<string, unknown> {
  const message = emptyMessage(name);
  const fields = fieldsOf(name);
  while (reader.at < reader.end) {
    const tag = readVarint(reader);
    const known = fields.get(Math.floor(tag / 8));
    if (known === undefined) {
      skip(reader, tag % 8);
      continue;
    }
    const [field, [, type, times, oneof]] = known;
    if (times === 'map') {
      const { key, value } = readEntry(type, within(reader));
      // An assignment to `__proto__` would not make a key of it.
      Object.defineProperty(message[field], key, { value, writable: true, enumerable: true, configurable: true });
    } else if (times === 'repeated') (message[field] as unknown[]).push(readValue(type, reader));
    else {
      if (oneof !== undefined) leave(message, name, oneof);
      message[field] = readValue(type, reader);
      if (oneof !== undefined) message[oneof] = field;
    }
  }
  if (reader.at !== reader.end) throw truncated();
  return message;
}

/** Of a oneof only the last member that came is there. */
function leave(message: Record<string, unknown>, name: MessageName, oneof: string): void {
  for (const [field, row] of Object.entries(rowsOf(name))) if (row[3] === oneof) delete message[field];
}

/** As it is when nothing was sent: members of a oneof are not there, messages are null. */
function emptyMessage(name: MessageName): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const [field, [, type, times]] of Object.entries(rowsOf(name))) {
    if (times === 'oneof') continue;
    message[field] = times === 'map' ? {} : times === 'repeated' ? [] : emptyValue(type);
  }
  return message;
}

function emptyValue(type: string): unknown {
  if (isMessage(type)) return null;
  if (type === 'string') return '';
  if (type === 'bytes') return Buffer.alloc(0);
  if (type === 'bool') return false;
  return valuesOf(type) === undefined ? 0 : enumName(type, 0);
}

function readEntry(type: string, reader: Reader): { key: string; value: unknown } {
  let key = '';
  let value = emptyValue(type);
  while (reader.at < reader.end) {
    const tag = readVarint(reader);
    if (Math.floor(tag / 8) === 1) key = readValue('string', reader) as string;
    else if (Math.floor(tag / 8) === 2) value = readValue(type, reader);
    else skip(reader, tag % 8);
  }
  return { key, value };
}

function readValue(type: string, reader: Reader): unknown {
  if (isMessage(type)) return readMessage(type, within(reader));
  if (type === 'string' || type === 'bytes') {
    const { bytes, at, end } = within(reader);
    return type === 'string' ? bytes.toString('utf8', at, end) : bytes.subarray(at, end);
  }
  if (type === 'double') {
    const at = advance(reader, 8);
    return reader.bytes.readDoubleLE(at);
  }
  const number = readVarint(reader, type !== 'uint64');
  if (type === 'bool') return number !== 0;
  if (type === 'uint64' || type === 'int64') return number;
  const low = type === 'uint32' ? number >>> 0 : number | 0;
  return valuesOf(type) === undefined ? low : enumName(type, low);
}

/** The part of the bytes that a length in front bounds; the reader goes on behind it. */
function within(reader: Reader): Reader {
  const length = readVarint(reader);
  const at = advance(reader, length);
  return { bytes: reader.bytes, at, end: at + length };
}

function advance(reader: Reader, length: number): number {
  const { at } = reader;
  if (length > reader.end - at) throw truncated();
  reader.at += length;
  return at;
}

/** Seven bits a byte, the lowest first. Exact up to 2^53; a negative number is its two's complement in 64 bits. */
function readVarint(reader: Reader, signed = false): number {
  let value = 0;
  for (let i = 0; i < exactBytes; i++) {
    const byte = reader.bytes[advance(reader, 1)] ?? 0;
    value += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) return value;
  }
  let large = BigInt(value);
  for (let i = exactBytes; i < 10; i++) {
    const byte = reader.bytes[advance(reader, 1)] ?? 0;
    large += BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return Number(signed ? BigInt.asIntN(64, large) : BigInt.asUintN(64, large));
  }
  throw new Error('a number of more than ten bytes');
}

/** As many as a number holds exactly. */
const exactBytes = 7;

function skip(reader: Reader, wireType: number): void {
  if (wireType === wireTypes.varint) readVarint(reader);
  else if (wireType === wireTypes.fixed64) advance(reader, 8);
  else if (wireType === wireTypes.fixed32) advance(reader, 4);
  else if (wireType === wireTypes.bytes) within(reader);
  else throw new Error(`wire type ${wireType} is not of proto3`);
}

function fieldsOf(name: MessageName): Fields {
  let fields = fieldsByNumber.get(name);
  if (fields === undefined) {
    fields = new Map(Object.entries(rowsOf(name)).map(([field, row]) => [row[0], [field, row] as const]));
    fieldsByNumber.set(name, fields);
  }
  return fields;
}

function enumName(type: string, value: number): string | number {
  let names = namesByValue.get(type);
  if (names === undefined) {
    names = new Map(Object.entries(valuesOf(type) ?? {}).map(([word, number]) => [number, word]));
    namesByValue.set(type, names);
  }
  return names.get(value) ?? value;
}

function truncated(): Error {
  return new Error('the message ends within a value');
}
