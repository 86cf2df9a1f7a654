/** The longest head of a frame: two bytes, eight of length, four of mask. */
const longestHead = 14;

/**
 * Follows the frames of one direction of a WebSocket, so that one may be put between two of them.
 *
 * @see RFC 6455, section 5.2
 */
export class FrameTracker {
  readonly #head = Buffer.alloc(longestHead);
  #headBytes = 0;
  #payloadLeft = 0;

  /** Nothing of a frame is outstanding: another may begin here. */
  get isBetweenFrames(): boolean {
    return this.#headBytes === 0 && this.#payloadLeft === 0;
  }

  /**
   * Takes bytes as they come.
   *
   * @param onlyToBoundary stop where a frame ends
   * @returns how many were taken
   */
  take(chunk: Buffer, onlyToBoundary = false): number {
    let at = 0;
    while (at < chunk.length) {
      if (this.#payloadLeft > 0) {
        const step = Math.min(this.#payloadLeft, chunk.length - at);
        this.#payloadLeft -= step;
        at += step;
      } else {
        this.#head[this.#headBytes] = chunk[at]!;
        this.#headBytes += 1;
        at += 1;
        if (this.#headBytes < this.#headLength()) continue;
        this.#payloadLeft = this.#payloadLength();
        this.#headBytes = 0;
      }
      if (onlyToBoundary && this.isBetweenFrames) break;
    }
    return at;
  }

  #headLength(): number {
    if (this.#headBytes < 2) return 2;
    const second = this.#head[1]!;
    const length = second & 0x7f;
    return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((second & 0x80) === 0 ? 0 : 4);
  }

  #payloadLength(): number {
    const length = this.#head[1]! & 0x7f;
    if (length === 126) return this.#head.readUInt16BE(2);
    return length === 127 ? Number(this.#head.readBigUInt64BE(2)) : length;
  }
}

/** "Service restart": the client is to come again, after a little while. @see the IANA registry of close codes */
export const serviceRestart = 1012;

/** A close frame as a server sends it, unmasked. */
export function closeFrame(code: number): Buffer {
  return Buffer.from([0x88, 2, code >> 8, code & 0xff]);
}
