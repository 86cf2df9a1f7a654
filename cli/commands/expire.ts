import { Flags } from '@oclif/core';
import type { ExpireNowRequest } from '../../proto/generated/lb/v1/ExpireNowRequest.ts';
import type { ExpireNowResponse__Output as Expired } from '../../proto/generated/lb/v1/ExpireNowResponse.ts';
import { LbctlCommand } from '../base-command.ts';
import { confirm } from '../confirm.ts';
import { usageError } from '../errors.ts';
import { allPoolsFlag, optionalIdArg, poolFlag, reasonFlag, yesFlag } from '../flags.ts';
import { counted } from '../output/words.ts';

export default class Expire extends LbctlCommand {
  static override summary = 'end sessions now: one, all of a backend, or all of a pool';
  static override description = 'Those clients get a new session at their next request. Safe to repeat.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada --yes',
    '<%= config.bin %> <%= command.id %> --backend api-1 --preview',
    '<%= config.bin %> <%= command.id %> --all --pool games --reason "end of the season"',
    '<%= config.bin %> <%= command.id %> --all -A --yes',
  ];
  static override args = { session: optionalIdArg('the session id, as the client presents it') };
  static override flags = {
    backend: Flags.string({ summary: 'all sessions of this backend', helpValue: 'ID', exclusive: ['all'] }),
    all: Flags.boolean({ summary: 'all sessions of the pool' }),
    pool: poolFlag('the pool they are in'),
    'all-pools': allPoolsFlag('with --all: the sessions of all pools'),
    preview: Flags.boolean({ summary: 'count them, end none' }),
    reason: reasonFlag(),
    yes: yesFlag(),
  };

  async run(): Promise<Expired> {
    const { args, flags } = await this.parse(Expire);
    const { which, target } = targetOf({ ...args, ...flags, allPools: flags['all-pools'] });
    if (!flags.preview) await confirm(`End ${which}?`, flags.yes);

    const request = { ...target, validate_only: flags.preview, reason: flags.reason ?? '' };
    const response = await this.withLbd(flags, (lbd) => lbd.expireNow(request));
    const sessions = counted(response.count, 'session');
    this.log(flags.preview ? `${sessions} would end (${which}); none was ended` : `${sessions} ended`);
    return response;
  }
}

interface Wish {
  readonly session?: string | undefined;
  readonly backend?: string | undefined;
  readonly all: boolean;
  readonly pool: string;
  readonly allPools: boolean;
}

/** Which sessions are meant, for people and for lbd. Throws a usage error unless exactly one way of saying is used. */
function targetOf({ session, backend, all, pool, allPools }: Wish): { which: string; target: ExpireNowRequest } {
  const ways = [session !== undefined, backend !== undefined, all].filter(Boolean).length;
  if (ways !== 1) {
    throw usageError(
      ways === 0 ? 'which sessions shall end?' : 'a session id, --backend and --all exclude each other',
      'give a session id, --backend ID, or --all',
    );
  }
  if (allPools && !all)
    throw usageError('--all-pools goes with --all', 'a backend and a session are in one pool: --pool');
  if (session !== undefined)
    return { which: `session ${session} of pool ${pool}`, target: { pool, session_id: session } };
  if (backend !== undefined) {
    return { which: `all sessions of backend ${backend} in pool ${pool}`, target: { pool, backend_id: backend } };
  }
  if (allPools) return { which: 'all sessions of all pools', target: { pool: '', all: true } };
  return { which: `all sessions of pool ${pool}`, target: { pool, all: true } };
}
