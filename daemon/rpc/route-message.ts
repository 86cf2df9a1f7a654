import { routingService } from '../../proto/contract.ts';
import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';

/** A message of a RouteStream as it came, its routes counted and not yet read. */
export interface RouteMessage {
  readonly bytes: Buffer;
  readonly routeCount: number;
  /** As it stood on the wire: all of its 64 bits are answered, which a number could not hold. */
  readonly sequence: Buffer;
}

/** Messages are read and answered as bytes: what waits in a queue then costs what it cost on the wire. */
export const routeStreamMethod = {
  ...routingService.RouteStream,
  requestDeserialize: (bytes: Buffer): Buffer => bytes,
  responseSerialize: (bytes: Buffer): Buffer => bytes,
};

const sequenceTag = 0x08;
const routesTag = 0x12;
const nothing = Buffer.alloc(0);

/**
 * Counts before anything is decoded: a few bytes of empty routes would become megabytes of objects.
 *
 * @throws RangeError when the bytes are no message
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function openMessage(bytes: Buffer): RouteMessage {
  let at = 0;
  let routeCount = 0;
  let sequence: Buffer = nothing;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.readUInt8(at);
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const from = at;
    const type = tag % 8;
    if (type === 0) varint();
    else if (type === 1) at += 8;
    else if (type === 2) {
      const length = varint();
      at += length;
    } else if (type === 5) at += 4;
    else throw new RangeError(`wire type ${type} has no place here`);
    if (tag === routesTag) routeCount += 1;
    else if (tag === sequenceTag) sequence = bytes.subarray(from, at);
  }
  if (at > bytes.length) throw new RangeError('the message ends within a field');
  return { bytes, routeCount, sequence };
}

/** @throws what the decoder throws */
export function routesOf({ bytes }: RouteMessage): readonly RouteRequest__Output[] {
  return routingService.RouteStream.requestDeserialize(bytes).routes;
}
