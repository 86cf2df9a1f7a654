import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { details } from '../../output/table.ts';
import { clockTime, msOf, relative } from '../../output/time.ts';
import { reasonWords } from '../../session-view.ts';

export default class SessionsShow extends LbctlCommand {
  static override summary = 'show one session';
  static override description = 'Reading never extends a session.';
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
    this.log(details(describe(session, Date.now())));
    return session;
  }
}

function describe(session: Session, nowMs: number): [string, string][] {
  const expires = `${relative(session.expire_time, nowMs)}, at ${clockTime(msOf(session.expire_time), nowMs)}`;
  return [
    ['session', session.session_id || 'sealed'],
    ['handle', session.handle],
    ['pool', session.pool],
    ['backend', `${session.backend_id}${session.kept ? '' : ', which lets it go: it moves at its next request'}`],
    ['why here', reasonWords(session.last_reason)],
    ['generation', String(session.generation)],
    ['created', relative(session.create_time, nowMs)],
    ['last active', relative(session.last_active_time, nowMs)],
    ['expires', `${expires} if it is not seen again`],
  ];
}
