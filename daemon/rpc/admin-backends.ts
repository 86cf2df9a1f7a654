import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Backend__Output } from '../../proto/generated/lb/v1/Backend.ts';
import type { BackendAdministration } from '../backends/backend-administration.ts';
import { invalid } from '../core/errors.ts';
import { actorOf } from './actor.ts';
import { backendPatch, newBackendSettings } from './backend-codec.ts';
import { backendMessage } from './backend-message.ts';
import type { RpcLog } from './log.ts';
import { backendIdOf, poolNameOf, poolNameOrAllOf } from './texts.ts';
import { unary } from './unary.ts';

type BackendHandlers = Pick<
  AdminServiceHandlers,
  'ListBackends' | 'GetBackend' | 'CreateBackend' | 'UpdateBackend' | 'DeleteBackend'
>;

export function backendHandlers(backends: BackendAdministration, log: RpcLog): BackendHandlers {
  return {
    ListBackends: unary('ListBackends', log, ({ pool }) => ({
      backends: backends.list(poolNameOrAllOf(pool)).map(backendMessage),
    })),

    GetBackend: unary('GetBackend', log, ({ pool, backend_id }) =>
      backendMessage(backends.get(poolNameOf(pool), backendIdOf(backend_id))),
    ),

    CreateBackend: unary('CreateBackend', log, async (request, call) => {
      const backend = required(request.backend);
      const { pool, id } = nameOf(backend);
      const settings = newBackendSettings(backend);
      return backendMessage(await backends.create(pool, id, settings, actorOf(call)));
    }),

    UpdateBackend: unary('UpdateBackend', log, async (request, call) => {
      const backend = required(request.backend);
      const { pool, id } = nameOf(backend);
      const patch = backendPatch(backend, request.update_mask);
      const options = { etag: backend.etag, keepSessions: request.keep_sessions };
      return backendMessage(await backends.update(pool, id, patch, options, actorOf(call)));
    }),

    DeleteBackend: unary('DeleteBackend', log, async ({ pool, backend_id, etag, force }, call) => {
      const id = backendIdOf(backend_id);
      const count = await backends.delete(poolNameOf(pool), id, { etag, force }, actorOf(call));
      return { broken_session_count: count };
    }),
  };
}

function required(backend: Backend__Output | null): Backend__Output {
  if (backend === null) throw invalid('backend', 'is required');
  return backend;
}

function nameOf({ pool, id }: Backend__Output) {
  return { pool: poolNameOf(pool, 'backend.pool'), id: backendIdOf(id, 'backend.id') };
}
