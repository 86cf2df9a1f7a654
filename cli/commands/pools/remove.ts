import type { DeletePoolResponse__Output as Deleted } from '../../../proto/generated/lb/v1/DeletePoolResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { confirm } from '../../confirm.ts';
import { idArg, yesFlag } from '../../flags.ts';

export default class PoolsRemove extends LbctlCommand {
  static override summary = 'remove an empty pool';
  static override description = 'Refused while it has backends; the pool `default` always stays.';
  static override examples = ['<%= config.bin %> <%= command.id %> games --yes'];
  static override args = { name: idArg('name of the pool') };
  static override flags = { yes: yesFlag() };

  async run(): Promise<Deleted> {
    const { args, flags } = await this.parse(PoolsRemove);
    await confirm(`Remove pool ${args.name}?`, flags.yes);
    const deleted = await this.withLbd(flags, (lbd) => lbd.deletePool({ name: args.name }));
    this.log(`pool ${args.name} removed`);
    return deleted;
  }
}
