import type { Actor } from './backends/administration.ts';
import type { BackendAdministration } from './backends/backend-administration.ts';
import type { PoolAdministration } from './backends/pool-administration.ts';
import type { BootstrapPlan } from './config/bootstrap-file.ts';
import { defaultPool } from './core/model.ts';

type Log = (level: 'info', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** Who writes what the file says. */
export interface Administrations {
  readonly pools: Pick<PoolAdministration, 'list' | 'create' | 'update'>;
  readonly backends: Pick<BackendAdministration, 'list' | 'create'>;
}

/**
 * Fills an empty store with the pools and backends of a file. A store that holds a backend or a second pool is left
 * alone: from then on the store is the truth, and `lbctl` changes it.
 *
 * @throws LbError as the administrations do; what was written before stays
 */
export async function bootstrap(to: Administrations, plan: BootstrapPlan, log: Log): Promise<void> {
  const { file, pools, backends } = plan;
  if (to.pools.list().length > 1 || to.backends.list('').length > 0) {
    log('info', 'bootstrap-skipped', { file, note: 'the store is not empty' });
    return;
  }
  const by: Actor = { who: 'lbd', reason: `bootstrap from ${file}` };
  for (const { name, settings } of pools) {
    if (name === defaultPool) await to.pools.update(name, settings, '', by);
    else await to.pools.create(name, settings, by);
  }
  for (const { pool, id, settings } of backends) await to.backends.create(pool, id, settings, by);
  log('info', 'bootstrap-done', { file, pools: pools.length, backends: backends.length });
}
