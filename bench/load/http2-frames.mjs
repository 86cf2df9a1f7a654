/** The few pieces of HTTP/2 and HPACK that a caller of one method needs (RFC 9113, RFC 7541). */

export const frame = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goAway: 7, windowUpdate: 8 };
export const flag = { ack: 1, endStream: 1, endHeaders: 4 };
export const frameHeaderBytes = 9;

/** @param {number} type @param {number} flags @param {number} stream @param {Uint8Array} payload */
export function encodeFrame(type, flags, stream, payload) {
  const bytes = Buffer.alloc(frameHeaderBytes + payload.length);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes[3] = type;
  bytes[4] = flags;
  bytes.writeUInt32BE(stream, 5);
  bytes.set(payload, frameHeaderBytes);
  return bytes;
}

const headerTableSize = 1;
const enablePush = 2;
const initialWindowSize = 4;
const largestWindow = 2 ** 31 - 1;
const firstWindow = 65_535;

/**
 * What a client says first. No header table for the answers: without one the same trailers are the same bytes each
 * time, and are compared instead of decoded.
 */
export function clientPreface() {
  const settings = Buffer.alloc(18);
  for (const [i, [id, value]] of [
    [headerTableSize, 0],
    [enablePush, 0],
    [initialWindowSize, largestWindow],
  ].entries()) {
    settings.writeUInt16BE(id, i * 6);
    settings.writeUInt32BE(value, i * 6 + 2);
  }
  return Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    encodeFrame(frame.settings, 0, 0, settings),
    windowUpdate(largestWindow - firstWindow),
  ]);
}

/** More bytes that the other side may send on this connection. */
export function windowUpdate(bytes) {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(bytes);
  return encodeFrame(frame.windowUpdate, 0, 0, payload);
}

/**
 * The header blocks of a unary gRPC call: the first puts its fields in the connection's table, as every real client
 * does, and all later ones are one byte a field.
 */
export function requestHeaders(path, authority) {
  const fields = [
    [0x44, path], // 0x40 and the number of `:path` in the static table
    [0x41, authority],
    [0x5f, 'application/grpc'], // content-type
    [0x7a, 'lbd-bench'], // user-agent
    [0x40, 'trailers', 'te'],
    [0x40, 'identity,deflate,gzip', 'grpc-accept-encoding'],
  ];
  const methodAndScheme = Buffer.from([0x83, 0x86]); // POST, http
  const literals = fields.map(([first, value, name]) =>
    Buffer.concat([Buffer.from([first]), ...(name === undefined ? [] : [text(name)]), text(value)]),
  );
  return {
    first: Buffer.concat([methodAndScheme, ...literals]),
    // The newest entry of the table is number 62.
    later: Buffer.concat([methodAndScheme, Buffer.from(fields.map((_, i) => 0x80 | (62 + fields.length - 1 - i)))]),
  };
}

function text(value) {
  if (value.length >= 127) throw new RangeError(`"${value}" is too long for a length of one byte`);
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
}

// RFC 7541, appendix B: what `grpc-status` needs, as code and bits.
const huffman = {
  '-': [0x16, 6],
  a: [0x3, 5],
  c: [0x4, 5],
  g: [0x26, 6],
  p: [0x2b, 6],
  r: [0x2c, 6],
  s: [0x8, 5],
  t: [0x9, 5],
  u: [0x2d, 6],
};

/** How `grpc-status: 0` looks in a header block without a table: the name in Huffman code, the value as it is. */
export function statusZero() {
  let bits = '';
  for (const letter of 'grpc-status') {
    const [code, length] = huffman[letter];
    bits += code.toString(2).padStart(length, '0');
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const name = bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2));
  return Buffer.from([0x80 | name.length, ...name, 1, '0'.charCodeAt(0)]);
}
