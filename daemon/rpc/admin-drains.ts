import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { Actor, BackendView } from '../backends/administration.ts';
import type { BackendAdministration } from '../backends/backend-administration.ts';
import { invalid, LbError } from '../core/errors.ts';
import type { BackendId, PoolName } from '../core/model.ts';
import type { DrainPreviews } from '../drains/drain-preview.ts';
import type { DrainProgresses } from '../drains/drain-progress.ts';
import type { Drains } from '../drains/drains.ts';
import { actorOf } from './actor.ts';
import { backendMessage } from './backend-message.ts';
import { type DrainTarget, drainTarget, drainWish } from './drain-codec.ts';
import { previewMessage, progressMessage } from './drain-outlook.ts';
import type { RpcLog } from './log.ts';
import { quoted } from './quoted.ts';
import type { ServerStreams } from './server-streams.ts';
import { signalOf } from './signal.ts';
import { backendIdOf, poolNameOf } from './texts.ts';
import { unary } from './unary.ts';

type DrainHandlers = Pick<
  AdminServiceHandlers,
  'DrainBackend' | 'WatchDrain' | 'UndrainBackend' | 'CordonBackend' | 'UncordonBackend'
>;

export interface DrainParts {
  readonly backends: BackendAdministration;
  readonly drains: Drains;
  readonly drainPreviews: DrainPreviews;
  readonly drainProgresses: DrainProgresses;
}

/** The verbs of a backend's admin state. */
export function drainHandlers(parts: DrainParts, streams: ServerStreams, log: RpcLog): DrainHandlers {
  const { backends, drains, drainPreviews, drainProgresses } = parts;
  return {
    DrainBackend: unary('DrainBackend', log, async (request, call) => {
      const pool = poolNameOf(request.pool);
      const target = drainTarget(request);
      const wish = drainWish(request);
      const by = actorOf(call, request.reason);
      const ids = drainedBy(backends, pool, target);
      if (wish.to !== null && ids.includes(wish.to)) throw invalid('to', `"${wish.to}" is a backend that drains`);
      if (request.validate_only) {
        const preview = await drainPreviews.preview(pool, ids, wish, signalOf(call));
        return previewMessage(preview, 'id' in target ? [backends.get(pool, target.id)] : []);
      }
      const warnings = drainPreviews.warnings(pool, ids, wish);
      const views: BackendView[] = [];
      for (const id of ids) views.push(await drains.drain(pool, id, wish, by));
      return {
        backend: 'id' in target ? backendMessage(views[0]!) : null,
        backends: views.map(backendMessage),
        remaining: views.reduce((sum, { sessionCount }) => sum + sessionCount, 0),
        warnings,
      };
    }),
    WatchDrain: streams.streaming('WatchDrain', async ({ pool, backend_id }, send, signal) => {
      const steps = drainProgresses.watch(poolNameOf(pool), backendIdOf(backend_id), signal);
      for await (const step of steps) await send(progressMessage(step));
    }),
    UndrainBackend: unary(
      'UndrainBackend',
      log,
      verb((...args) => drains.undrain(...args)),
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

/** @throws LbError `pool-not-found`, `backend-not-found` */
function drainedBy(backends: BackendAdministration, pool: PoolName, target: DrainTarget): BackendId[] {
  if ('id' in target) return [backends.get(pool, target.id).id];
  const wanted = Object.entries(target.labels);
  const found = backends
    .list(pool)
    .filter(({ settings }) => wanted.every(([name, value]) => settings.labels[name] === value))
    .map(({ id }) => id);
  if (found.length > 0) return found;
  const words = wanted.map(([name, value]) => `${name}=${value}`).join(',');
  throw new LbError('backend-not-found', `no backend of pool "${pool}" has the labels ${quoted(words)}`, {
    metadata: { pool, selector: words },
  });
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
