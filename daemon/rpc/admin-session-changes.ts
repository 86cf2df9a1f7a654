import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import { invalid } from '../core/errors.ts';
import type { Labels, PoolName, SessionId } from '../core/model.ts';
import type { SessionChanges } from '../sessions/session-changes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { actorOf } from './actor.ts';
import { labelsOf, maxLabels } from './labels.ts';
import type { RpcLog } from './log.ts';
import { sessionMessage } from './session-codec.ts';
import { backendIdOf, poolNameOf, sessionIdOf } from './texts.ts';
import { durationMsOf, leaseBounds } from './times.ts';
import { unary } from './unary.ts';

type ChangeHandlers = Pick<AdminServiceHandlers, 'MoveSession' | 'PinSession' | 'UnpinSession' | 'UpdateSession'>;

export interface SessionChangeParts {
  readonly sessions: Sessions;
  readonly sessionChanges: SessionChanges;
}

/** What an operator does to one session; each answers the session as it is then. */
export function sessionChangeHandlers({ sessions, sessionChanges }: SessionChangeParts, log: RpcLog): ChangeHandlers {
  const now = async (pool: PoolName, id: SessionId) => sessionMessage(await sessions.live(pool, id));
  return {
    MoveSession: unary('MoveSession', log, async (request, call) => {
      const { pool, id } = nameOf(request);
      const to = backendIdOf(request.to_backend_id, 'to_backend_id');
      await sessionChanges.move(pool, id, to, actorOf(call, request.reason));
      return now(pool, id);
    }),

    PinSession: unary('PinSession', log, async (request, call) => {
      const { pool, id } = nameOf(request);
      await sessionChanges.pin(pool, id, { force: request.force }, actorOf(call, request.reason));
      return now(pool, id);
    }),

    UnpinSession: unary('UnpinSession', log, async (request, call) => {
      const { pool, id } = nameOf(request);
      await sessionChanges.unpin(pool, id, actorOf(call, request.reason));
      return now(pool, id);
    }),

    UpdateSession: unary('UpdateSession', log, async (request, call) => {
      const { pool, id } = nameOf(request);
      const { idle_timeout: given, reason } = request;
      const change = {
        labels: labelsOf(request.labels, 'labels'),
        idleTimeoutMs: given === null ? 0 : durationMsOf(given, 'idle_timeout', leaseBounds),
      };
      const by = actorOf(call, reason);
      const before = await sessions.live(pool, id);
      mustStayFew({ ...before.labels, ...change.labels });
      if (given === null && Object.keys(change.labels).length === 0) return sessionMessage(before);
      await sessionChanges.update(pool, id, change, by);
      return now(pool, id);
    }),
  };
}

/** With those it has already. */
function mustStayFew(merged: Labels): void {
  const count = Object.values(merged).filter((value) => value !== '').length;
  if (count > maxLabels)
    throw invalid('labels', `with those it has the session would get ${count}; ${maxLabels} are allowed`);
}

function nameOf({ pool, session_id }: { readonly pool: string; readonly session_id: string }) {
  return { pool: poolNameOf(pool), id: sessionIdOf(session_id) };
}
