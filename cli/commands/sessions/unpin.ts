import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag, reasonFlag } from '../../flags.ts';
import { sessionName } from '../../session-view.ts';

export default class SessionsUnpin extends LbctlCommand {
  static override summary = 'let a pinned session move again';
  static override description = 'Safe to repeat: one that is not pinned stays as it is.';
  static override examples = ['<%= config.bin %> <%= command.id %> ada'];
  static override args = { session: idArg('the session id, as the client presents it') };
  static override flags = { pool: poolFlag(), reason: reasonFlag() };

  async run(): Promise<Session> {
    const { args, flags } = await this.parse(SessionsUnpin);
    const request = { pool: flags.pool, session_id: args.session, reason: flags.reason ?? '' };
    const session = await this.withLbd(flags, (lbd) => lbd.unpinSession(request));
    this.log(`${sessionName(session)} is not pinned to ${session.backend_id} any more`);
    return session;
  }
}
