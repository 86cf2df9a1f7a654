import type { ListKeysResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListKeysResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { keyColumns } from '../../key-view.ts';
import { table } from '../../output/table.ts';

export default class KeysList extends LbctlCommand {
  static override summary = 'list the keys that sign cookies, never their secrets';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  async run(): Promise<Listed> {
    const { flags } = await this.parse(KeysList);
    const listed = await this.withLbd(flags, (lbd) => lbd.listKeys({}));
    this.log(table(listed.keys, keyColumns(Date.now())));
    return listed;
  }
}
