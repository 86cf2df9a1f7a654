import { Flags } from '@oclif/core';
import type { DeleteBackendResponse__Output as Deleted } from '../../../proto/generated/lb/v1/DeleteBackendResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { confirm } from '../../confirm.ts';
import { idArg, poolFlag, yesFlag } from '../../flags.ts';
import { counted } from '../../output/words.ts';

export default class BackendsRemove extends LbctlCommand {
  static override summary = 'remove a backend from its pool';
  static override description = 'Refused while it holds sessions, unless --force: they move at their next request.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-4',
    '<%= config.bin %> <%= command.id %> api-4 --force --yes',
  ];
  static override args = { id: idArg('id of the backend') };
  static override flags = {
    pool: poolFlag(),
    force: Flags.boolean({ summary: 'remove it though it holds sessions' }),
    yes: yesFlag(),
  };

  async run(): Promise<Deleted> {
    const { args, flags } = await this.parse(BackendsRemove);
    const { id } = args;
    await confirm(`Remove backend ${id} from pool ${flags.pool}${flags.force ? ', sessions or not' : ''}?`, flags.yes);
    const request = { pool: flags.pool, backend_id: id, force: flags.force };
    const deleted = await this.withLbd(flags, (lbd) => lbd.deleteBackend(request));
    const broken = deleted.broken_session_count;
    const after = broken === 0 ? '' : `: ${counted(broken, 'session moves', 'sessions move')} at the next request`;
    this.log(`${id} removed from pool ${flags.pool}${after}`);
    return deleted;
  }
}
