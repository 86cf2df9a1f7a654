import type { WallMs } from './core/model.ts';
import type { StoreHealth } from './core/ports.ts';

/** What lbd says of itself. */
export interface DaemonStatus {
  readonly version: string;
  readonly startedAtMs: WallMs;
  readonly nowMs: WallMs;
  readonly store: StoreStatus;
  readonly pools: number;
  readonly backends: number;
  readonly sessions: number;
  readonly sessionLimit: number;
  /** The journal's newest. */
  readonly sequence: number;
  /** Sessions found in the store at the start. */
  readonly loadedSessions: number;
  /** As `unix:PATH` or `tcp:HOST:PORT`, with the port that was bound. */
  readonly listen: readonly string[];
  readonly pid: number;
  /** What an operator should know, in sentences; empty when there is nothing. */
  readonly warnings: readonly string[];
}

export interface StoreStatus extends StoreHealth {
  readonly kind: 'memory' | 'sqlite';
  /** Empty for memory. */
  readonly location: string;
}
