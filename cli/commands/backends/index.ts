import type { ListBackendsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListBackendsResponse.ts';
import { backendColumns } from '../../backend-view.ts';
import { allPoolsFlag, listOutputFlag, poolFlag } from '../../flags.ts';
import { ListCommand, watchFlag } from '../../list-command.ts';
import { table } from '../../output/table.ts';

export default class Backends extends ListCommand {
  static override summary = 'list backends: state, health, sessions and share of each';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> -A -o wide --watch',
    '<%= config.bin %> <%= command.id %> -o name | xargs -n 1 lbctl backends show',
  ];
  static override flags = {
    pool: poolFlag('the pool to list'),
    'all-pools': allPoolsFlag(),
    output: listOutputFlag(),
    watch: watchFlag(),
  };

  async run(): Promise<Listed | undefined> {
    const { flags } = await this.parse(Backends);
    const { pool, output, 'all-pools': allPools } = flags;
    return this.list(flags, {
      ask: (lbd) => lbd.listBackends({ pool: allPools ? '' : pool }),
      textOf: ({ backends }) => {
        if (output === 'name') return backends.map(({ id }) => id).join('\n');
        if (backends.length === 0) return '';
        const columns = backendColumns(backends, { allPools, nowMs: Date.now() });
        return table(backends, columns, { wide: output === 'wide', colour: this.colour });
      },
      remarkOf: ({ backends }) => {
        const where = allPools ? 'there are no backends' : `pool ${pool} has no backends`;
        return backends.length > 0 ? '' : `${where}; \`lbctl backends add ID HOST:PORT\` adds one`;
      },
    });
  }
}
