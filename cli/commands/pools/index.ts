import type { ListPoolsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListPoolsResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { listOutputFlag } from '../../flags.ts';
import { table } from '../../output/table.ts';
import { poolColumns } from '../../pool-view.ts';

export default class Pools extends LbctlCommand {
  static override summary = 'list pools: policy, timeouts, backends and sessions of each';
  static override hiddenAliases = ['pools:list'];
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> -o wide'];
  static override flags = { output: listOutputFlag() };

  async run(): Promise<Listed> {
    const { flags } = await this.parse(Pools);
    const listed = await this.withLbd(flags, (lbd) => lbd.listPools({}));
    if (flags.output === 'name') for (const { name } of listed.pools) this.log(name);
    else this.log(table(listed.pools, poolColumns(Date.now()), { wide: flags.output === 'wide', colour: this.colour }));
    return listed;
  }
}
