/** A field of an encoded protobuf message: bytes where it is length-delimited, else a number. */
export interface WireField {
  readonly number: number;
  readonly value: Buffer | number;
}

/**
 * The fields of one message, in the order of the wire. Enough of the encoding to read descriptors, whose bytes must
 * be passed on as they are: decoding and encoding them again would lose what the decoder does not know.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function* wireFields(message: Buffer): Generator<WireField> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number) => {
    at += length;
    if (at > message.length) throw new RangeError('the message ends within a field');
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) yield { number, value: varint() };
    else if (wireType === 1) yield { number, value: bytes(8) };
    else if (wireType === 2) yield { number, value: bytes(varint()) };
    else if (wireType === 5) yield { number, value: bytes(4) };
    else throw new RangeError(`wire type ${wireType} is not read here`);
  }
}
