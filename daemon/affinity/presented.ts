import type { KeySource } from '../core/affinity-settings.ts';
import type { BackendId, PoolName, SessionId } from '../core/model.ts';
import type { HttpHead } from './http-head.ts';
import type { SignedCookie } from './signed-cookie.ts';

/** What a request says of its session. */
export interface Presented {
  readonly pool: PoolName;
  /** Empty when it names none. */
  readonly sessionId: SessionId;
  /** The backend that a plain cookie names; empty when none does. */
  readonly claimedBackendId: BackendId;
  /** The signed cookie that named the session, verified. */
  readonly cookie: SignedCookie | undefined;
  /** Where it stood, such as `cookie:session_id`; empty when nowhere. */
  readonly source: KeySource | '';
  readonly head: HttpHead;
}
