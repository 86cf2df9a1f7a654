import { LbError } from '../core/errors.ts';
import type { BackendRow, BackendSettings, PoolRow, ProbeSettings } from '../core/model.ts';

export interface PoolView extends PoolRow {
  readonly backendCount: number;
  readonly sessionCount: number;
  /** Most of it is unhealthy: nobody is written off meanwhile. */
  readonly isInPanic: boolean;
}

export interface BackendView extends BackendRow {
  readonly sessionCount: number;
  /** Requests in flight, as reported. */
  readonly inFlight: number;
  /** Of its weight, by slow start and its own word. */
  readonly effectiveWeightPercent: number;
  /** Empty when it may take a new session. */
  readonly notEligibleBecause: string;
}

/** What an update changes of a backend's settings; of its probe, too, only what is named. */
export interface BackendPatch extends Partial<Omit<BackendSettings, 'probe'>> {
  readonly probe?: Partial<ProbeSettings>;
}

/** Who asked for a change, and why. */
export interface Actor {
  readonly who: string;
  readonly reason: string;
}

/** For the journal. */
export function letGo(count: number): string {
  return `${count} ${count === 1 ? 'session' : 'sessions'} let go`;
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
