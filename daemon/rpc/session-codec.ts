import type { Reason as ReasonMessage } from '../../proto/generated/lb/v1/Reason.ts';
import type { Session } from '../../proto/generated/lb/v1/Session.ts';
import { reasonCode } from '../core/codes.ts';
import type { Reason } from '../core/model.ts';
import type { SessionView } from '../sessions.ts';
import { timestamp } from './times.ts';

export function sessionMessage(view: SessionView): Session {
  return {
    session_id: view.sessionId ?? '',
    handle: view.handle,
    pool: view.pool,
    backend_id: view.backendId,
    generation: view.generation,
    create_time: timestamp(view.createdAtMs),
    last_active_time: timestamp(view.lastActiveMs),
    expire_time: timestamp(view.expiresAtMs),
    last_reason: reasonNumber(view.reason),
    kept: view.kept,
  };
}

/** The codes of the core are the numbers of the contract. */
export function reasonNumber(reason: Reason): ReasonMessage {
  return reasonCode(reason) as ReasonMessage;
}
