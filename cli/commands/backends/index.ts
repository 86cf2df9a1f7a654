import type { ListBackendsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListBackendsResponse.ts';
import { backendColumns } from '../../backend-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import { allPoolsFlag, listOutputFlag, poolFlag } from '../../flags.ts';
import { table } from '../../output/table.ts';

export default class Backends extends LbctlCommand {
  static override summary = 'list backends: state, health, sessions and share of each';
  static override hiddenAliases = ['backends:list'];
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> -A -o wide',
    '<%= config.bin %> <%= command.id %> -o name | xargs -n 1 lbctl backends show',
  ];
  static override flags = {
    pool: poolFlag('the pool to list'),
    'all-pools': allPoolsFlag(),
    output: listOutputFlag(),
  };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(Backends);
    const allPools = flags['all-pools'];
    const listed = await this.withLbd(flags, (lbd) => lbd.listBackends({ pool: allPools ? '' : flags.pool }));
    const { backends } = listed;
    if (backends.length === 0 && !this.jsonEnabled()) {
      const where = allPools ? 'there are no backends' : `pool ${flags.pool} has no backends`;
      this.notice(`${where}; \`lbctl backends add ID HOST:PORT\` adds one`);
    } else if (flags.output === 'name') {
      for (const { id } of backends) this.log(id);
    } else {
      const columns = backendColumns(backends, { allPools, nowMs: Date.now() });
      this.log(table(backends, columns, { wide: flags.output === 'wide', colour: this.colour }));
    }
    return listed;
  }
}
