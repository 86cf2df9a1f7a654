import type { Pool__Output as Pool } from '../../../proto/generated/lb/v1/Pool.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg } from '../../flags.ts';
import { details } from '../../output/table.ts';
import { msOf, relative, span } from '../../output/time.ts';
import { grouped } from '../../output/words.ts';
import { lifetimeText, policyText, sessionIdsWord, unknownIdWord } from '../../pool-view.ts';

export default class PoolsShow extends LbctlCommand {
  static override summary = 'show one pool';
  static override examples = ['<%= config.bin %> <%= command.id %> default'];
  static override args = { name: idArg('name of the pool') };

  async run(): Promise<Pool> {
    const { args, flags } = await this.parse(PoolsShow);
    const pool = await this.withLbd(flags, (lbd) => lbd.getPool({ name: args.name }));
    this.log(details(describe(pool, Date.now())));
    return pool;
  }
}

function describe(pool: Pool, nowMs: number): [string, string][] {
  return [
    ['pool', pool.name],
    ['policy', policyText(pool)],
    ['idle timeout', span(msOf(pool.idle_timeout))],
    ['max lifetime', lifetimeText(pool)],
    ['unknown id', unknownIdWord(pool)],
    ['session ids', sessionIdsWord(pool)],
    ['backends', grouped(pool.backend_count)],
    ['sessions', grouped(pool.session_count)],
    ['created', relative(pool.create_time, nowMs)],
    ['etag', pool.etag],
  ];
}
