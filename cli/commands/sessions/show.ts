import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { LbctlCommand } from '../../base-command.ts';
import { historyColumns } from '../../event-view.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { details, table } from '../../output/table.ts';
import { describeSession } from '../../session-view.ts';

export default class SessionsShow extends LbctlCommand {
  static override summary = 'show one session and what happened to it, also after its end';
  static override description =
    'The history reaches as far back as the journal keeps it. Reading never extends a session.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> ada --json',
  ];
  static override args = { session: idArg('the session id, as the client presents it') };
  static override flags = { pool: poolFlag() };

  async run(): Promise<Session> {
    const { args, flags } = await this.parse(SessionsShow);
    const request = { pool: flags.pool, session_id: args.session };
    const session = await this.withLbd(flags, (lbd) => lbd.getSession(request));
    const nowMs = Date.now();
    this.log(details(describeSession(session, nowMs)));
    if (session.history.length > 0) this.log(`\n${table(session.history, historyColumns(nowMs))}`);
    return session;
  }
}
