import type { EndSessionResponse__Output as Ended } from '../../../proto/generated/lb/v1/EndSessionResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { confirm } from '../../confirm.ts';
import { idArg, poolFlag, yesFlag } from '../../flags.ts';

export default class SessionsEnd extends LbctlCommand {
  static override summary = 'end a session now, as a logout does';
  static override description = 'Safe to repeat: a session that is not there is no error.';
  static override examples = ['<%= config.bin %> <%= command.id %> ada --yes'];
  static override args = { session: idArg('the session id, as the client presents it') };
  static override flags = { pool: poolFlag(), yes: yesFlag() };

  async run(): Promise<Ended> {
    const { args, flags } = await this.parse(SessionsEnd);
    await confirm(`End session ${args.session} of pool ${flags.pool}?`, flags.yes);
    const request = { pool: flags.pool, session_id: args.session };
    const response = await this.withLbd(flags, (lbd) => lbd.endSession(request));
    this.log(response.ended ? `session ${args.session} ended` : `there was no session ${args.session} to end`);
    return response;
  }
}
