import { LbError } from './core/errors.ts';
import type { BackendRow, PoolRow } from './core/model.ts';
import { type ControlChange, type Store, UnknownOutcome } from './core/ports.ts';

export interface PoolView extends PoolRow {
  readonly backendCount: number;
  readonly sessionCount: number;
}

export interface BackendView extends BackendRow {
  readonly sessionCount: number;
}

/** Who asked for a change, and why. */
export interface Actor {
  readonly who: string;
  readonly reason: string;
}

/** Runs administrative changes one after another: each sees what the one before it made durable. */
export type InTurn = <T>(change: () => Promise<T>) => Promise<T>;

export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (change) => {
    const done = last.then(change);
    last = done.catch(() => undefined);
    return done;
  };
}

/**
 * @param etag empty for whatever is there
 * @throws LbError `etag-mismatch`
 */
export function mustMatch(etag: string, version: number, what: string): void {
  if (etag === '' || etag === String(version)) return;
  throw new LbError(
    'etag-mismatch',
    `${what} was changed meanwhile: its etag is "${version}", not "${etag}"; read it again`,
    { metadata: { etag: String(version) } },
  );
}

/** Writes a change, then applies it; where nobody knows whether it stands, it is applied as soon as that is known. */
export async function commit<T>(store: Store, change: ControlChange, apply: () => T): Promise<T> {
  try {
    await store.control(change);
  } catch (error) {
    if (error instanceof UnknownOutcome) void error.truth.then((stands) => (stands ? apply() : undefined));
    throw error;
  }
  return apply();
}
