import type { Pool, Pool__Output } from '../../../proto/generated/lb/v1/Pool.ts';
import { affinityFlags, affinitySettings } from '../../affinity-flags.ts';
import { affinityTexts } from '../../affinity-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import type { Lbd } from '../../client.ts';
import { CommandError } from '../../errors.ts';
import { idArg } from '../../flags.ts';
import { msOf, span } from '../../output/time.ts';
import { poolFlags, poolSettings } from '../../pool-flags.ts';
import { lifetimeText, policyText, settingTexts } from '../../pool-view.ts';

export default class PoolsSet extends LbctlCommand {
  static override summary = 'create a pool, or change the settings of one';
  static override description = 'Only what is given changes, and no change moves a session by itself.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> default --policy least_sessions',
    '<%= config.bin %> <%= command.id %> games --policy consistent_hash --hash-on client_ip --idle-timeout 2h',
    '<%= config.bin %> <%= command.id %> games --max-lifetime 0s --on-unhealthy hold --hold-for 20s',
    '<%= config.bin %> <%= command.id %> rooms --key-source path:/rooms/{id} --cookie-name __Host-rooms',
  ];
  static override args = { name: idArg('name of the pool: letters, digits, - and _, at most 63') };
  static override flags = { ...poolFlags, ...affinityFlags };

  async run(): Promise<Pool__Output> {
    const { args, flags } = await this.parse(PoolsSet);
    const affinity = affinitySettings(flags);
    const settings: Pool = { ...poolSettings(flags), ...(Object.keys(affinity).length > 0 && { affinity }) };
    return this.withLbd(flags, async (lbd) => {
      const { done, pool } = await createOrUpdate(lbd, args.name, settings);
      const timeouts = `idle timeout ${span(msOf(pool.idle_timeout))}, max lifetime ${lifetimeText(pool)}`;
      const others = settingTexts(pool, Object.keys(settings));
      const http = affinityTexts(pool.affinity, Object.keys(affinity)).map((nameAndText) => nameAndText.join(' '));
      this.log(`pool ${pool.name} ${done}: ${[policyText(pool), timeouts, ...others, ...http].join(', ')}`);
      return pool;
    });
  }
}

async function createOrUpdate(lbd: Lbd, name: string, settings: Pool): Promise<{ done: string; pool: Pool__Output }> {
  const { affinity, ...own } = settings;
  const paths = [...Object.keys(own), ...Object.keys(affinity ?? {}).map((field) => `affinity.${field}`)];
  try {
    // An empty mask means every field that is set: without settings nothing changes, and an unknown pool is still told.
    const pool = await lbd.updatePool({ pool: { ...settings, name }, update_mask: { paths } });
    return { done: paths.length === 0 ? 'exists already, unchanged' : 'updated', pool };
  } catch (error) {
    if (!(error instanceof CommandError) || error.problem.code !== 'NOT_FOUND') throw error;
    return { done: 'created', pool: await lbd.createPool({ pool: { ...settings, name } }) };
  }
}
