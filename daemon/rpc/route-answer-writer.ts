import { routingService } from '../../proto/contract.ts';
import type { Status } from '../../proto/generated/google/rpc/Status.ts';
import type { RouteResult } from '../../proto/generated/lb/v1/RouteResult.ts';
import { reasonCode } from '../core/codes.ts';
import type { Assignment } from '../routing/answers.ts';
import { outcomeNumbers, type RouteAnswer, routeResponse } from './route-codec.ts';

/** What became of one route of a message. */
export type RouteItem = RouteAnswer | { readonly error: Status };

/** More than a plain answer takes: four texts of at most 260 characters, each of at most three bytes, and numbers. */
const mostBytes = 4_096;
/** Room for the tags and lengths of a result and its response, before either is known. */
const headBytes = 8;
const tag = { sequence: 0x08, results: 0x12, response: 0x0a } as const;

/**
 * Encodes the answers of a stream: half of what a kept route costs there, when the library does it. Only the plain
 * ones; errors, fallbacks and explanations go by the library.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class RouteAnswerWriter {
  #bytes = Buffer.allocUnsafe(64 * mostBytes);
  #at = 0;

  /** @param sequence  a varint as it came; empty for none */
  answer(sequence: Buffer, items: readonly RouteItem[]): Buffer {
    this.#at = 0;
    if (sequence.length > 0) {
      this.#bytes[this.#at++] = tag.sequence;
      this.#at += sequence.copy(this.#bytes, this.#at);
    }
    for (const item of items) {
      if ('error' in item) this.#append({ error: item.error });
      else if (item.fallbacks !== undefined || item.explanation !== undefined || item.setCookies !== undefined) {
        this.#append({ response: routeResponse(item) });
      } else this.#plain(item);
    }
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  #append(result: RouteResult): void {
    const encoded = routingService.RouteStream.responseSerialize({ results: [result] });
    this.#makeRoom(encoded.length);
    this.#at += encoded.copy(this.#bytes, this.#at);
  }

  #plain(assignment: Assignment): void {
    this.#makeRoom(mostBytes);
    const start = this.#at;
    this.#at = start + headBytes;
    this.#text(0x0a, assignment.sessionId);
    this.#backend(assignment);
    this.#number(0x18, outcomeNumbers[assignment.outcome]);
    if (assignment.reason !== null) this.#number(0x20, reasonCode(assignment.reason));
    this.#number(0x28, assignment.generation);
    this.#timestamp(0x32, assignment.createdAtMs);
    this.#timestamp(0x3a, assignment.expiresAtMs);

    const from = start + headBytes;
    const length = this.#at - from;
    this.#at = start;
    this.#bytes[this.#at++] = tag.results;
    this.#varint(1 + varintBytes(length) + length);
    this.#bytes[this.#at++] = tag.response;
    this.#varint(length);
    this.#bytes.copyWithin(this.#at, from, from + length);
    this.#at += length;
  }

  #backend({ backendId, address, pool }: Assignment): void {
    const start = this.#at;
    const from = start + 3;
    this.#at = from;
    this.#text(0x0a, backendId);
    this.#text(0x12, address);
    this.#text(0x1a, pool);
    const length = this.#at - from;
    this.#at = start;
    this.#bytes[this.#at++] = 0x12;
    this.#varint(length);
    if (this.#at < from) this.#bytes.copyWithin(this.#at, from, from + length);
    this.#at += length;
  }

  #timestamp(fieldTag: number, ms: number): void {
    const seconds = Math.floor(ms / 1_000);
    this.#bytes[this.#at] = fieldTag;
    const lengthAt = this.#at + 1;
    this.#at += 2;
    this.#number(0x08, seconds);
    this.#number(0x10, Math.floor(ms - seconds * 1_000) * 1_000_000);
    this.#bytes[lengthAt] = this.#at - lengthAt - 1;
  }

  #text(fieldTag: number, text: string): void {
    if (text === '') return;
    this.#bytes[this.#at++] = fieldTag;
    const { length } = text;
    const start = this.#at;
    if (length < 0x80) {
      // Short and plain, mostly: a call into the runtime costs more than the bytes.
      let at = start + 1;
      let i = 0;
      for (; i < length; i += 1) {
        const code = text.charCodeAt(i);
        if (code >= 0x80) break;
        this.#bytes[at++] = code;
      }
      if (i === length) {
        this.#bytes[start] = length;
        this.#at = at;
        return;
      }
    }
    this.#varint(Buffer.byteLength(text));
    this.#at += this.#bytes.write(text, this.#at);
  }

  #number(fieldTag: number, value: number): void {
    if (value === 0) return;
    this.#bytes[this.#at++] = fieldTag;
    this.#varint(value);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#at++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at++] = rest;
  }

  #makeRoom(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += 1;
  return bytes;
}
