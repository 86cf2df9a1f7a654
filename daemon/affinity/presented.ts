import type { BackendId, PoolName, SessionId } from '../core/model.ts';
import type { HttpHead } from './http-head.ts';

/** What a request says of its session. */
export interface Presented {
  readonly pool: PoolName;
  /** Empty when it names none. */
  readonly sessionId: SessionId;
  /** The backend that its cookie names; empty when it names none. */
  readonly claimedBackendId: BackendId;
  readonly head: HttpHead;
}
