import type { BackendId, WallMs } from './model.ts';

/** What a cookie that verifies says of its session: a copy of the row as it was then. */
export interface Replica {
  readonly backendId: BackendId;
  readonly incarnation: number;
  readonly generation: number;
  /** In whole seconds. */
  readonly issuedAtMs: WallMs;
}
