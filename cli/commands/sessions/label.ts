import type { Session__Output as Session } from '../../../proto/generated/lb/v1/Session.ts';
import { labelsText } from '../../backend-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import { usageError } from '../../errors.ts';
import { durationFlag, idArg, poolFlag, reasonFlag } from '../../flags.ts';
import { parseLabelChanges } from '../../key-values.ts';
import { durationOf, msOf, span } from '../../output/time.ts';
import { sessionName } from '../../session-view.ts';

export default class SessionsLabel extends LbctlCommand {
  static override summary = 'set and drop labels of a session, or shorten its lease';
  static override description =
    'KEY=VALUE sets a label, KEY- drops it; the others stay. `lbctl sessions --filter` and `lbctl expire --label` find ' +
    'sessions by them.';
  static override usage = '<%= command.id %> SESSION [KEY=VALUE | KEY-]...';
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3a user=ada tier=gold',
    '<%= config.bin %> <%= command.id %> 7f3a tier-',
    '<%= config.bin %> <%= command.id %> 7f3a --idle-timeout 1m',
  ];
  static override strict = false; // as many labels as there are
  static override args = { session: idArg('the session id, as the client presents it') };
  static override flags = {
    pool: poolFlag(),
    'idle-timeout': durationFlag({ summary: "a shorter idle timeout than the pool's, for this session" }),
    reason: reasonFlag(),
  };

  async run(): Promise<Session> {
    const { args, argv, flags } = await this.parse(SessionsLabel);
    const labels = parseLabelChanges((argv as string[]).slice(1));
    const idleMs = flags['idle-timeout'];
    if (Object.keys(labels).length === 0 && idleMs === undefined) {
      throw usageError('nothing to change', 'give KEY=VALUE, KEY- or --idle-timeout');
    }
    const session = await this.withLbd(flags, (lbd) =>
      lbd.updateSession({
        pool: flags.pool,
        session_id: args.session,
        labels,
        idle_timeout: idleMs === undefined ? null : durationOf(idleMs),
        reason: flags.reason ?? '',
      }),
    );
    const idle = session.idle_timeout ? `, idle timeout ${span(msOf(session.idle_timeout))}` : '';
    this.log(`${sessionName(session)}: labels ${labelsText(session.labels) || 'none'}${idle}`);
    return session;
  }
}
