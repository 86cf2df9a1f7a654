import type { DiskEvent } from './trace.ts';

/** Chance, from a seed. */
export type Random = () => number;

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>;

interface TracedFile {
  /** What is on the disk for sure: all that was synced. */
  durable: Buffer;
  /** Since the last sync, in order. */
  readonly unsynced: Change[];
  /** Its name is in the folder for sure. */
  nameIsDurable: boolean;
}

/** What may become of what was not synced when the power fails. */
export type Fate = 'lost' | 'kept' | 'mixed';

/** What a disk writes whole. */
const sectorBytes = 512;

/** The disk of the traced program: what it holds for sure, and what it may hold, after any of its calls. */
export class Disk {
  readonly #files = new Map<string, TracedFile>();
  /** Files that were removed, and whose names may still be there. */
  readonly #removed = new Map<string, TracedFile>();

  apply(event: DiskEvent): void {
    if (event.kind === 'told') return;
    if (event.kind === 'create') {
      this.#files.set(event.file, { durable: Buffer.alloc(0), unsynced: [], nameIsDurable: false });
    } else if (event.kind === 'remove') {
      const file = this.#files.get(event.file);
      if (file?.nameIsDurable) this.#removed.set(event.file, file);
      this.#files.delete(event.file);
    } else if (event.kind === 'rename') {
      throw new Error(`a rename is not expected: ${event.file}`);
    } else if (event.kind === 'sync') {
      this.#sync(event.file);
    } else if (event.kind === 'write' || event.kind === 'truncate') {
      this.#files.get(event.file)?.unsynced.push(event);
    }
  }

  /** What could be found after a power loss now. By file; a file whose name is lost is not there. */
  image(fate: Fate, random: Random): Map<string, Buffer> {
    const image = new Map<string, Buffer>();
    const isThere = (sure: boolean) => sure || (fate === 'mixed' ? random() < 0.5 : fate === 'kept');
    for (const [name, file] of this.#removed) {
      if (fate === 'lost' || (fate === 'mixed' && random() < 0.5)) image.set(name, contents(file, fate, random));
    }
    for (const [name, file] of this.#files) {
      if (isThere(file.nameIsDurable)) image.set(name, contents(file, fate, random));
    }
    return image;
  }

  #sync(name: string): void {
    const file = this.#files.get(name);
    if (file !== undefined) {
      file.durable = contents(file, 'kept', Math.random);
      file.unsynced.length = 0;
      return;
    }
    for (const [path, each] of this.#files) if (path.startsWith(`${name}/`)) each.nameIsDurable = true;
    for (const path of [...this.#removed.keys()]) if (path.startsWith(`${name}/`)) this.#removed.delete(path);
  }
}

function contents({ durable, unsynced }: TracedFile, fate: Fate, random: Random): Buffer {
  if (fate === 'lost' || unsynced.length === 0) return durable;
  const ends = unsynced.map((change) => (change.kind === 'write' ? change.offset + change.bytes.length : 0));
  const bytes = Buffer.alloc(ends.reduce((longest, end) => Math.max(longest, end), durable.length));
  durable.copy(bytes);
  let length = durable.length;
  for (const change of unsynced) {
    // A mixed fate is decided for each write, and within one that is torn for each sector.
    const luck = fate === 'kept' ? 0 : random();
    if (luck > 0.66) continue;
    if (change.kind === 'truncate') {
      if (change.length < length) bytes.fill(0, change.length, length);
      length = change.length;
      continue;
    }
    length = Math.max(length, change.offset + change.bytes.length);
    if (luck < 0.33) change.bytes.copy(bytes, change.offset);
    else tear(bytes, change, random);
  }
  return bytes.subarray(0, length);
}

function tear(bytes: Buffer, change: { offset: number; bytes: Buffer }, random: Random): void {
  for (let at = 0; at < change.bytes.length; at += sectorBytes) {
    if (random() < 0.5)
      change.bytes.copy(bytes, change.offset + at, at, Math.min(at + sectorBytes, change.bytes.length));
  }
}
