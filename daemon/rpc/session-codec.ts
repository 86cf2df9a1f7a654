import type { Reason as ReasonMessage } from '../../proto/generated/lb/v1/Reason.ts';
import type { Session } from '../../proto/generated/lb/v1/Session.ts';
import { reasonCode } from '../core/codes.ts';
import type { Reason, WallMs } from '../core/model.ts';
import type { SessionView } from '../sessions/session-view.ts';
import { eventMessage } from './event-codec.ts';
import { timestamp } from './times.ts';

export function sessionMessage(view: SessionView): Session {
  return {
    session_id: view.sessionId ?? '',
    handle: view.handle,
    pool: view.pool,
    backend_id: view.backendId,
    generation: view.generation,
    create_time: timeOf(view.createdAtMs),
    last_active_time: timeOf(view.lastActiveMs),
    expire_time: timeOf(view.expiresAtMs),
    end_time: timeOf(view.endedAtMs),
    labels: view.labels,
    pinned: view.pinned,
    confirmed: view.confirmed,
    idle_timeout: view.idleTimeoutMs === 0 ? null : timestamp(view.idleTimeoutMs),
    last_reason: reasonNumber(view.reason),
    kept: view.kept,
    history: view.history.map(eventMessage),
  };
}

/** The codes of the core are the numbers of the contract. */
export function reasonNumber(reason: Reason): ReasonMessage {
  return reasonCode(reason) as ReasonMessage;
}

function timeOf(ms: WallMs | null) {
  return ms === null ? null : timestamp(ms);
}
