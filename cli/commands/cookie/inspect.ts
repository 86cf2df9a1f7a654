import type { InspectCookieResponse__Output as Inspected } from '../../../proto/generated/lb/v1/InspectCookieResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { cookieValue, verdictWords } from '../../cookie-words.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { relative } from '../../output/time.ts';

export default class CookieInspect extends LbctlCommand {
  static override summary = 'tell what a signed cookie says, and whether it counts';
  static override description = 'Changes nothing. The value is what stands after `session_id=`.';
  static override examples = ['<%= config.bin %> <%= command.id %> ada.api-1.1.1.s44we8.k1.M_NUG3O7bG0hHE7deRzMMe'];
  static override args = { value: idArg("the cookie's value, without its name") };
  static override flags = { pool: poolFlag('the pool it was made for') };

  async run(): Promise<Inspected> {
    const { args, flags } = await this.parse(CookieInspect);
    const value = cookieValue(args.value);
    const inspected = await this.withLbd(flags, (lbd) => lbd.inspectCookie({ pool: flags.pool, value }));
    this.log(verdictWords(inspected.verdict));
    if (inspected.session_id !== '') this.log(said(inspected, Date.now()));
    return inspected;
  }
}

function said(cookie: Inspected, nowMs: number): string {
  const { session } = cookie;
  const today =
    session === null
      ? 'no row'
      : `at home on ${session.backend_id}, generation ${session.generation}${session.kept ? '' : ', which has let it go'}`;
  const rows = {
    session: cookie.session_id,
    backend: `${cookie.backend_id}, incarnation ${cookie.incarnation}`,
    generation: String(cookie.generation),
    issued: relative(cookie.issue_time, nowMs),
    key: cookie.key_id,
    ...(cookie.verdict === 'good' && { today }),
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(12)}${value}`)
    .join('\n');
}
