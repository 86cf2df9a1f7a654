import type { Pool__Output as Pool } from '../../../proto/generated/lb/v1/Pool.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg } from '../../flags.ts';
import { details } from '../../output/table.ts';
import { describePool } from '../../pool-view.ts';

export default class PoolsShow extends LbctlCommand {
  static override summary = 'show one pool';
  static override examples = ['<%= config.bin %> <%= command.id %> default'];
  static override args = { name: idArg('name of the pool') };

  async run(): Promise<Pool> {
    const { args, flags } = await this.parse(PoolsShow);
    const pool = await this.withLbd(flags, (lbd) => lbd.getPool({ name: args.name }));
    this.log(details(describePool(pool, Date.now())));
    return pool;
  }
}
