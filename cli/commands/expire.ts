import { Flags } from '@oclif/core';
import type { ExpireNowResponse__Output as Expired } from '../../proto/generated/lb/v1/ExpireNowResponse.ts';
import { LbctlCommand } from '../base-command.ts';
import { confirm } from '../confirm.ts';
import { expireTarget } from '../expire-target.ts';
import { allPoolsFlag, durationFlag, keyValueFlag, optionalIdArg, poolFlag, reasonFlag, yesFlag } from '../flags.ts';
import { counted } from '../output/words.ts';

/** Ten million sessions take minutes to end, and are answered when it is done. */
const wholeTimeoutMs = 600_000;

export default class Expire extends LbctlCommand {
  static override summary = 'end sessions now: one, those of a backend, of a user or of a filter, or all';
  static override description =
    'Those clients get a new session at their next request. Safe to repeat; when it is stopped, those that ended by then ' +
    'have ended.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada --yes',
    '<%= config.bin %> <%= command.id %> --label user=ada --reason "password stolen"',
    '<%= config.bin %> <%= command.id %> --filter \'backend = "api-1" AND idle > 10m\' --preview',
    '<%= config.bin %> <%= command.id %> --all --pool games --reason "end of the season"',
    '<%= config.bin %> <%= command.id %> --all -A --yes',
  ];
  static override args = { session: optionalIdArg('the session id, as the client presents it') };
  static override flags = {
    backend: Flags.string({ summary: 'all sessions of this backend', helpValue: 'ID' }),
    filter: Flags.string({ summary: 'all sessions that match, as in `lbctl sessions`', helpValue: 'FILTER' }),
    label: keyValueFlag('all sessions with this label; repeat it for those that have them all'),
    all: Flags.boolean({ summary: 'all sessions of the pool' }),
    pool: poolFlag('the pool they are in'),
    'all-pools': allPoolsFlag('with --all, --filter and --label: in all pools'),
    preview: Flags.boolean({ summary: 'count them, end none' }),
    reason: reasonFlag(),
    yes: yesFlag(),
    timeout: durationFlag({
      summary: 'how long the command may take',
      default: wholeTimeoutMs,
      defaultHelp: async () => '10m',
      helpGroup: 'GLOBAL',
    }),
  };

  async run(): Promise<Expired> {
    const { args, flags } = await this.parse(Expire);
    const { which, target } = expireTarget({ ...args, ...flags, allPools: flags['all-pools'] });
    const request = { ...target, reason: flags.reason ?? '' };
    return this.withLbd(flags, async (lbd) => {
      const preview = () => lbd.expireNow({ ...request, validate_only: true });
      if (flags.preview) {
        const would = await preview();
        this.log(`${counted(would.count, 'session')} would end (${which}); none was ended`);
        return would;
      }
      await confirm(`End ${which}?`, flags.yes, async () => counted((await preview()).count, 'session'));
      const response = await lbd.expireNow(request);
      this.log(`${counted(response.count, 'session')} ended`);
      return response;
    });
  }
}
