/** grpc.health.v1 on the wire, as far as a probe needs it. */

/** An empty HealthCheckRequest (the server as a whole): one byte for "not compressed", four for the length 0. */
export const checkRequest: Buffer = Buffer.alloc(5);

/** A HealthCheckResponse has two bytes; what is longer than this is something else. */
export const maxAnswerBytes = 1_024;

const statusNames = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];

/**
 * The status in a framed HealthCheckResponse, by its name; undefined when the bytes are none.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function servingStatus(frame: Buffer): string | undefined {
  if (frame.length < 5 || frame[0] !== 0 || frame.readUInt32BE(1) !== frame.length - 5) return undefined;
  const fields = { bytes: frame.subarray(5), at: 0 };
  let status = 0;
  while (fields.at < fields.bytes.length) {
    const tag = varint(fields);
    if (tag === undefined || tag === 0) return undefined;
    const value = skipped(fields, tag & 7);
    if (value === undefined) return undefined;
    if (tag === 0x08) status = value;
  }
  return statusNames[status] ?? `status ${status}`;
}

interface Fields {
  readonly bytes: Buffer;
  at: number;
}

/** Steps over a field's value and answers it where it is a number; undefined when the bytes end before. */
function skipped(fields: Fields, wireType: number): number | undefined {
  if (wireType === 0) return varint(fields);
  const length = wireType === 1 ? 8 : wireType === 5 ? 4 : wireType === 2 ? varint(fields) : undefined;
  if (length === undefined || fields.at + length > fields.bytes.length) return undefined;
  fields.at += length;
  return 0;
}

/** Numbers over 2^53 lose their last digits: no status is one. */
function varint(fields: Fields): number | undefined {
  let value = 0;
  for (let shift = 0; shift < 10; shift += 1) {
    const byte = fields.bytes[fields.at];
    if (byte === undefined) return undefined;
    fields.at += 1;
    value += (byte & 0x7f) * 2 ** (7 * shift);
    if (byte < 0x80) return value;
  }
  return undefined;
}
