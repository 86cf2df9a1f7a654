import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { Actor, BackendView } from '../administration.ts';
import type { BackendAdministration } from '../backend-administration.ts';
import type { BackendId, PoolName } from '../core/model.ts';
import { actorOf } from './actor.ts';
import { backendMessage } from './backend-codec.ts';
import type { RpcLog } from './log.ts';
import { backendIdOf, poolNameOf } from './texts.ts';
import { drainBounds, durationMsOf } from './times.ts';
import { unary } from './unary.ts';

type DrainHandlers = Pick<
  AdminServiceHandlers,
  'DrainBackend' | 'UndrainBackend' | 'CordonBackend' | 'UncordonBackend'
>;

/** The verbs of a backend's admin state. */
export function drainHandlers(backends: BackendAdministration, log: RpcLog): DrainHandlers {
  return {
    DrainBackend: unary('DrainBackend', log, async ({ pool, backend_id, deadline, reason }, call) => {
      const deadlineMs = deadline === null ? null : durationMsOf(deadline, 'deadline', drainBounds);
      const by = actorOf(call, reason);
      const view = await backends.drain(poolNameOf(pool), backendIdOf(backend_id), deadlineMs, by);
      return { backend: backendMessage(view), remaining: view.sessionCount };
    }),
    UndrainBackend: unary(
      'UndrainBackend',
      log,
      verb((...args) => backends.undrain(...args)),
    ),
    CordonBackend: unary(
      'CordonBackend',
      log,
      verb((...args) => backends.cordon(...args)),
    ),
    UncordonBackend: unary(
      'UncordonBackend',
      log,
      verb((...args) => backends.uncordon(...args)),
    ),
  };
}

interface VerbRequest {
  readonly pool: string;
  readonly backend_id: string;
  readonly reason: string;
}

function verb(change: (pool: PoolName, id: BackendId, by: Actor) => Promise<BackendView>) {
  return async ({ pool, backend_id, reason }: VerbRequest, call: ServerUnaryCall<VerbRequest, Backend>) =>
    backendMessage(await change(poolNameOf(pool), backendIdOf(backend_id), actorOf(call, reason)));
}
