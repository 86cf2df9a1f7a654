import type { KeySource } from '../core/affinity-settings.ts';
import type { BackendId, PoolName, SessionId } from '../core/model.ts';
import type { HttpHead } from './http-head.ts';

/** What a request says of its session. */
export interface Presented {
  readonly pool: PoolName;
  /** Empty when it names none. */
  readonly sessionId: SessionId;
  /** The backend that its cookie names; empty when it names none. */
  readonly claimedBackendId: BackendId;
  /** Where it stood, such as `cookie:session_id`; empty when nowhere. */
  readonly source: KeySource | '';
  readonly head: HttpHead;
}
