import type { JournalLine } from '../../daemon/core/ports.ts';
import type { MemoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import type { Change } from './faulty-store.ts';
import type { Judge } from './judge.ts';

interface Chapter {
  readonly backendId: string;
  readonly reason: string;
}

/** Reads the journal as an operator would, and knows nothing else: where each session is, and why. */
export class Story {
  readonly #judge: Judge;
  readonly #disk: MemoryDisk;
  #sequence = 0;
  /** By `pool/id`, then by generation: of the life of today. */
  readonly #lives = new Map<string, Map<number, Chapter>>();

  constructor(judge: Judge, disk: MemoryDisk) {
    this.#judge = judge;
    this.#disk = disk;
  }

  /** Each change that is one has its line, and each line a number of its own. */
  committed(change: Change): void {
    const lines = this.#disk.journalAfter(this.#sequence);
    for (const line of lines) this.#read(line);
    this.#sequence = this.#disk.sequence;
    if (change.kind === 'claim') {
      const { event, row } = change.claim;
      const [line] = lines;
      if (lines.length !== 1 || line?.kind !== event.kind || line.generation !== row.generation)
        this.#wrong(`${event.kind} ${event.session} is told in ${lines.length} lines: ${line?.kind}`);
    } else if (change.kind === 'control') {
      const { backends = [], pools = [], deletedPools = [] } = change.control;
      for (const { id, pool } of backends)
        if (!lines.some((line) => line.backendId === id && line.pool === pool)) this.#wrong(`nothing is told of ${id}`);
      // The first pool is there before anybody asks for it.
      const changed = pools.filter(({ name, version }) => name !== 'default' || version > 1);
      for (const name of [...changed.map((pool) => pool.name), ...deletedPools])
        if (!lines.some((line) => line.pool === name)) this.#wrong(`nothing is told of pool ${name}`);
    } else if (change.kind === 'touch' && lines.length > 0) this.#wrong('a touch is told');
  }

  /** Can it be read why the session is there? */
  tells(name: string, generation: number, backendId: string, reason: string | null): void {
    const chapter = this.#lives.get(name)?.get(generation);
    if (chapter === undefined || chapter.reason === '' || chapter.backendId !== backendId)
      this.#wrong(`nothing tells why ${name} is on ${backendId}, generation ${generation}`);
    else if (reason !== null && chapter.reason !== reason)
      this.#wrong(`${name} was answered ${reason}, and the journal tells ${chapter.reason}`);
  }

  #read({ sequence, kind, pool, session, generation = 0, backendId, reason = '' }: JournalLine): void {
    if (sequence <= this.#sequence) this.#wrong(`line ${sequence} comes after line ${this.#sequence}`);
    this.#sequence = sequence;
    const name = `${pool}/${session}`;
    const life = this.#lives.get(name);
    if (kind === 'assigned') this.#lives.set(name, new Map([[generation, { backendId, reason }]]));
    else if (kind === 'ended' || kind === 'expired') this.#lives.delete(name);
    else if (kind === 'moved') {
      if (life?.has(generation - 1) !== true || life.has(generation))
        this.#wrong(`${name} moves to generation ${generation}, told after ${[...(life?.keys() ?? [])].join(', ')}`);
      life?.set(generation, { backendId, reason });
    }
  }

  #wrong(how: string): void {
    this.#judge.violated('journal', how);
  }
}
