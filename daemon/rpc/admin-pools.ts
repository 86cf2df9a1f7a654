import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import type { PoolAdministration } from '../backends/pool-administration.ts';
import { invalid } from '../core/errors.ts';
import { actorOf } from './actor.ts';
import type { RpcLog } from './log.ts';
import { poolPatch } from './pool-codec.ts';
import { poolMessage } from './pool-message.ts';
import { givenPoolNameOf, poolNameOf } from './texts.ts';
import { unary } from './unary.ts';

type PoolHandlers = Pick<AdminServiceHandlers, 'ListPools' | 'GetPool' | 'CreatePool' | 'UpdatePool' | 'DeletePool'>;

export function poolHandlers(pools: PoolAdministration, log: RpcLog): PoolHandlers {
  return {
    ListPools: unary('ListPools', log, () => ({ pools: pools.list().map(poolMessage) })),

    GetPool: unary('GetPool', log, ({ name }) => poolMessage(pools.get(poolNameOf(name, 'name')))),

    CreatePool: unary('CreatePool', log, async (request, call) => {
      const pool = required(request.pool);
      const name = givenPoolNameOf(pool.name, 'pool.name');
      const settings = poolPatch(pool, null);
      return poolMessage(await pools.create(name, settings, actorOf(call)));
    }),

    UpdatePool: unary('UpdatePool', log, async (request, call) => {
      const pool = required(request.pool);
      const name = givenPoolNameOf(pool.name, 'pool.name');
      const patch = poolPatch(pool, request.update_mask);
      return poolMessage(await pools.update(name, patch, pool.etag, actorOf(call)));
    }),

    DeletePool: unary('DeletePool', log, async ({ name, etag }, call) => {
      await pools.delete(givenPoolNameOf(name, 'name'), etag, actorOf(call));
      return {};
    }),
  };
}

function required(pool: Pool__Output | null): Pool__Output {
  if (pool === null) throw invalid('pool', 'is required');
  return pool;
}
