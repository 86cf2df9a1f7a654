import { Flags } from '@oclif/core';
import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag, reasonFlag } from '../../flags.ts';
import { sessionName } from '../../session-view.ts';

export default class SessionsPin extends LbctlCommand {
  static override summary = 'keep a session where it is, whatever drain runs';
  static override description = 'Until it is unpinned, ends, or its backend fails. Safe to repeat.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada --reason "in a call with support"',
    '<%= config.bin %> <%= command.id %> ada --force',
  ];
  static override args = { session: idArg('the session id, as the client presents it') };
  static override flags = {
    pool: poolFlag(),
    force: Flags.boolean({ summary: 'also on a backend that is cordoned or draining' }),
    reason: reasonFlag(),
  };

  async run(): Promise<Session> {
    const { args, flags } = await this.parse(SessionsPin);
    const { pool, force, reason = '' } = flags;
    const request = { pool, session_id: args.session, force, reason };
    const session = await this.withLbd(flags, (lbd) => lbd.pinSession(request));
    this.log(`${sessionName(session)} is pinned to ${session.backend_id}: drains leave it there`);
    return session;
  }
}
