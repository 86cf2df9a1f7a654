/** `routes` of a RouteStreamRequest: field 2, length-delimited; its `sequence`: field 1, a varint. */
const routesTag = 0x12;
const sequenceTag = 0x08;
/** Of what stands before one route, and before them all. */
const mostBytesBefore = 11;

/**
 * A RouteStreamRequest of requests that are encoded already: whoever asks for something that can't be encoded learns
 * it alone, and the size of a message is known before it is made.
 *
 * @param sequence  0 to 2^53 - 1
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function encodeBatch(sequence: number, requests: readonly Buffer[]): Buffer {
  let most = mostBytesBefore;
  for (const request of requests) most += mostBytesBefore + request.length;
  const message = Buffer.allocUnsafe(most);
  message[0] = sequenceTag;
  let at = writeVarint(message, 1, sequence);
  for (const request of requests) {
    message[at] = routesTag;
    at = writeVarint(message, at + 1, request.length);
    at += request.copy(message, at);
  }
  return message.subarray(0, at);
}

function writeVarint(message: Buffer, from: number, value: number): number {
  let at = from;
  let rest = value;
  while (rest >= 0x80) {
    message[at] = (rest % 0x80) + 0x80;
    rest = Math.floor(rest / 0x80);
    at += 1;
  }
  message[at] = rest;
  return at + 1;
}
