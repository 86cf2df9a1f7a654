import { cookieMacKey, type KeyRing, maxAcceptedKeys, newKey, type RingKey, rotated } from '../affinity/key-ring.ts';
import type { MacKey } from '../affinity/signed-cookie.ts';
import type { Actor } from '../backends/administration.ts';
import { LbError } from '../core/errors.ts';
import type { Clock, Store } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';

/** Where the keys of cookies are kept: not in the store, for a backup must not hold them. */
export interface KeyFile {
  /** @throws LbError `store-unavailable` for a file that can't be read or understood */
  read(): KeyRing | undefined;
  /** Whole and durable, or not at all. @throws LbError `store-unavailable` */
  write(ring: KeyRing): void;
}

/** Without a file: the keys go with the process. */
export function keysInMemory(): KeyFile {
  let kept: KeyRing | undefined;
  return {
    read: () => kept,
    write(ring) {
      kept = ring;
    },
  };
}

/** The keys that cookies are signed with: one active, a few that are still accepted. */
export class CookieKeys {
  readonly #file: KeyFile;
  readonly #store: Store;
  readonly #registry: Registry;
  readonly #clock: Clock;
  #ring: KeyRing;
  #macKeys = new Map<string, MacKey>();
  #active: MacKey;

  /** @throws as `KeyFile` does */
  constructor(file: KeyFile, registry: Registry, store: Store, clock: Clock) {
    this.#file = file;
    this.#registry = registry;
    this.#store = store;
    this.#clock = clock;
    const found = file.read();
    this.#ring = found ?? [newKey(clock.wallNow())];
    if (found === undefined) file.write(this.#ring);
    this.#active = this.#derive();
  }

  /** The active one first. */
  get list(): KeyRing {
    return this.#ring;
  }

  get active(): MacKey {
    return this.#active;
  }

  /** Undefined for a key that is not accepted (any more). */
  accepted(id: string): MacKey | undefined {
    return this.#macKeys.get(id);
  }

  /** Somebody changed the file. @throws as `KeyFile` does; the keys are then as they were */
  reload(): void {
    const found = this.#file.read();
    if (found === undefined) return;
    this.#ring = found;
    this.#active = this.#derive();
  }

  /**
   * Signs with a new key from now on. The old ones are accepted for as long as cookies of theirs may be about, unless
   * `dropOthers`: then every cookie that is out there is as none.
   *
   * @throws LbError `wrong-state` while too many are accepted already, `store-unavailable`
   */
  async rotate({ dropOthers }: { readonly dropOthers: boolean }, by: Actor): Promise<KeyRing> {
    const nowMs = this.#clock.wallNow();
    const ring = rotated(this.#ring, nowMs, dropOthers ? Number.POSITIVE_INFINITY : nowMs - this.#longestIdleMs());
    if (ring.length > 1 + maxAcceptedKeys) throw tooMany(ring.at(-1) as RingKey, this.#longestIdleMs());
    this.#file.write(ring);
    this.#ring = ring;
    this.#active = this.#derive();
    const detail = `${ring[0].id}${dropOthers ? '; all others dropped' : ''}`;
    const event = { kind: 'key-rotated', atMs: nowMs, pool: '', backendId: '', detail, ...by } as const;
    await this.#store.control({ events: [event] });
    return ring;
  }

  #derive(): MacKey {
    this.#macKeys = new Map(this.#ring.map((key) => [key.id, cookieMacKey(key)]));
    return this.#macKeys.get(this.#ring[0].id)!;
  }

  #longestIdleMs(): number {
    return Math.max(...this.#registry.pools.map(({ settings }) => settings.idleTimeoutMs));
  }
}

function tooMany({ id, retiredAtMs }: RingKey, idleMs: number): LbError {
  const until = new Date((retiredAtMs ?? 0) + idleMs).toISOString();
  return new LbError(
    'wrong-state',
    `${maxAcceptedKeys} old keys are accepted still: rotate again after ${until}, when no cookie of key "${id}" can be ` +
      'about any more, or drop them all, which makes every cookie as none',
    { metadata: { key: id } },
  );
}
