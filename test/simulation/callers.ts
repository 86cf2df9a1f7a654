import type { InstantMs } from '../../daemon/core/model.ts';
import type { RouteWish } from '../../daemon/core/route-request.ts';

/** Who asked for a Route and was not answered yet. */
export interface Caller {
  /** `pool/id` of the session. */
  readonly name: string;
  readonly wish: RouteWish;
  readonly askedMs: InstantMs;
  /** Since when it was seen to wait for the session's home. */
  heldFromMs: InstantMs | undefined;
  /** Another caller told labels of the same session meanwhile: nobody knows whose word is the last. */
  hasRival: boolean;
}

export class Callers {
  readonly #waiting = new Set<Caller>();

  get all(): Iterable<Caller> {
    return this.#waiting;
  }

  add(name: string, wish: RouteWish, askedMs: InstantMs): Caller {
    const caller: Caller = { name, wish, askedMs, heldFromMs: undefined, hasRival: false };
    for (const other of this.of(name)) {
      if (other.wish.labels === undefined || wish.labels === undefined) continue;
      other.hasRival = true;
      caller.hasRival = true;
    }
    this.#waiting.add(caller);
    return caller;
  }

  done(caller: Caller): void {
    this.#waiting.delete(caller);
  }

  /** Their process is gone. */
  clear(): void {
    this.#waiting.clear();
  }

  /** Who presented no id may be waiting for any session. */
  of(name: string): Caller[] {
    return [...this.#waiting].filter((caller) => caller.name === name || caller.wish.sessionId === '');
  }
}
