import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag, reasonFlag } from '../../flags.ts';
import { sessionName } from '../../session-view.ts';

export default class SessionsMove extends LbctlCommand {
  static override summary = 'move a session to another backend now';
  static override description =
    'Its next request is answered MOVED (operator). Safe to repeat. Refused while the backend is draining, unhealthy or ' +
    'full, and while the session is pinned.';
  static override examples = ['<%= config.bin %> <%= command.id %> ada api-2 --reason "api-1 runs hot"'];
  static override args = {
    session: idArg('the session id, as the client presents it'),
    backend: idArg('id of the backend to move it to'),
  };
  static override flags = { pool: poolFlag(), reason: reasonFlag() };

  async run(): Promise<Session> {
    const { args, flags } = await this.parse(SessionsMove);
    const request = {
      pool: flags.pool,
      session_id: args.session,
      to_backend_id: args.backend,
      reason: flags.reason ?? '',
    };
    const session = await this.withLbd(flags, (lbd) => lbd.moveSession(request));
    this.log(`${sessionName(session)} lives on ${session.backend_id} now, generation ${session.generation}`);
    return session;
  }
}
