import type { ListPoolsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListPoolsResponse.ts';
import { listOutputFlag } from '../../flags.ts';
import { ListCommand, watchFlag } from '../../list-command.ts';
import { table } from '../../output/table.ts';
import { poolColumns } from '../../pool-view.ts';

export default class Pools extends ListCommand {
  static override summary = 'list pools: policy, timeouts, backends and sessions of each';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> -o wide'];
  static override flags = { output: listOutputFlag(), watch: watchFlag() };

  async run(): Promise<Listed | undefined> {
    const { flags } = await this.parse(Pools);
    const { output } = flags;
    return this.list(flags, {
      ask: (lbd) => lbd.listPools({}),
      textOf: ({ pools }) => {
        if (output === 'name') return pools.map(({ name }) => name).join('\n');
        return table(pools, poolColumns(Date.now()), { wide: output === 'wide', colour: this.colour });
      },
      remarkOf: () => '',
    });
  }
}
