/**
 * Numbers and texts one after the other in one buffer, which goes to another thread by transfer: nothing is cloned, and
 * both sides read and write in the same order. Both are this machine, so the byte order is its own.
 */
export interface Packer {
  /** -2^31 to 2^32 - 1; above 2^31 - 1 read it with `uint`. */
  int(value: number): void;
  double(value: number): void;
  /** Null for none. */
  text(value: string | null | undefined): void;
  /** What was packed, in a buffer of its own; the packer is empty again. */
  finish(): ArrayBuffer;
}

export interface Unpacker {
  int(): number;
  uint(): number;
  double(): number;
  text(): string | null;
  readonly done: boolean;
}

/** Kept for the next batch; it grows to the largest one, about 1,024 rows of 200 bytes. */
export function packer(): Packer {
  let bytes = Buffer.allocUnsafeSlow(64 * 1024);
  let view = new DataView(bytes.buffer);
  let at = 0;

  function room(length: number): void {
    if (at + length <= bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes.length * 2, at + length));
    bytes.copy(larger, 0, 0, at);
    bytes = larger;
    view = new DataView(bytes.buffer);
  }

  return {
    int(value) {
      room(4);
      view.setInt32(at, value, true);
      at += 4;
    },
    double(value) {
      room(8);
      view.setFloat64(at, value, true);
      at += 8;
    },
    text(value) {
      if (value === null || value === undefined) {
        this.int(-1);
        return;
      }
      room(4 + value.length * 3);
      const start = at + 4;
      const length = bytes.write(value, start, 'utf8');
      view.setInt32(at, length, true);
      at = start + length;
    },
    finish() {
      const packed = bytes.buffer.slice(0, at);
      at = 0;
      return packed;
    },
  };
}

export function unpacker(buffer: ArrayBuffer): Unpacker {
  const bytes = Buffer.from(buffer);
  const view = new DataView(buffer);
  let at = 0;
  return {
    int() {
      at += 4;
      return view.getInt32(at - 4, true);
    },
    uint() {
      at += 4;
      return view.getUint32(at - 4, true);
    },
    double() {
      at += 8;
      return view.getFloat64(at - 8, true);
    },
    text() {
      const length = view.getInt32(at, true);
      at += 4;
      if (length < 0) return null;
      at += length;
      return bytes.toString('utf8', at - length, at);
    },
    get done() {
      return at >= bytes.length;
    },
  };
}
