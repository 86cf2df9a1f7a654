import { Flags } from '@oclif/core';
import type { Pool, Pool__Output } from '../../../proto/generated/lb/v1/Pool.ts';
import { LbctlCommand } from '../../base-command.ts';
import type { Lbd } from '../../client.ts';
import { CommandError } from '../../errors.ts';
import { durationFlag, idArg } from '../../flags.ts';
import { durationOf, msOf, span } from '../../output/time.ts';
import { lifetimeText, policyText } from '../../pool-view.ts';

export default class PoolsSet extends LbctlCommand {
  static override summary = 'create a pool, or change the settings of one';
  static override description = 'Only what is given changes, and no change moves a session by itself.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> default --policy least_sessions',
    '<%= config.bin %> <%= command.id %> games --policy consistent_hash --hash-on client_ip --idle-timeout 2h',
    '<%= config.bin %> <%= command.id %> games --max-lifetime 0s',
  ];
  static override args = { name: idArg('name of the pool: letters, digits, - and _, at most 63') };
  static override flags = {
    policy: Flags.string({
      summary: 'who gets a new session: round_robin, least_sessions or consistent_hash',
      helpValue: 'NAME',
    }),
    'hash-on': Flags.string({ summary: 'what consistent_hash hashes: session_id or client_ip', helpValue: 'NAME' }),
    'idle-timeout': durationFlag({ summary: 'how long a session may stay unseen' }),
    'max-lifetime': durationFlag({ summary: 'how long a session may live in all; 0s for no bound' }),
    'unknown-id': Flags.option({
      options: ['adopt', 'replace'] as const,
      summary: "what becomes of a client's id that lbd does not know",
    })(),
    'session-ids': Flags.option({
      options: ['readable', 'sealed'] as const,
      summary: 'whether operators can read session ids',
    })(),
  };

  async run(): Promise<Pool__Output> {
    const { args, flags } = await this.parse(PoolsSet);
    const idle = flags['idle-timeout'];
    const lifetime = flags['max-lifetime'];
    const settings: Pool = {
      ...(flags.policy === undefined ? {} : { policy: flags.policy }),
      ...(flags['hash-on'] === undefined ? {} : { hash_on: flags['hash-on'] }),
      ...(idle === undefined ? {} : { idle_timeout: durationOf(idle) }),
      ...(lifetime === undefined ? {} : { max_lifetime: durationOf(lifetime) }),
      ...(flags['unknown-id'] ? { unknown_id: unknownIds[flags['unknown-id']] } : {}),
      ...(flags['session-ids'] ? { session_ids: sessionIds[flags['session-ids']] } : {}),
    };
    return this.withLbd(flags, async (lbd) => {
      const { done, pool } = await createOrUpdate(lbd, args.name, settings);
      const timeouts = `idle timeout ${span(msOf(pool.idle_timeout))}, max lifetime ${lifetimeText(pool)}`;
      this.log(`pool ${pool.name} ${done}: ${policyText(pool)}, ${timeouts}`);
      return pool;
    });
  }
}

const unknownIds = { adopt: 'UNKNOWN_ID_ADOPT', replace: 'UNKNOWN_ID_REPLACE' } as const;
const sessionIds = { readable: 'SESSION_IDS_READABLE', sealed: 'SESSION_IDS_SEALED' } as const;

async function createOrUpdate(lbd: Lbd, name: string, settings: Pool): Promise<{ done: string; pool: Pool__Output }> {
  const paths = Object.keys(settings);
  try {
    // An empty mask means every field that is set: without settings nothing changes, and an unknown pool is still told.
    const pool = await lbd.updatePool({ pool: { ...settings, name }, update_mask: { paths } });
    return { done: paths.length === 0 ? 'exists already, unchanged' : 'updated', pool };
  } catch (error) {
    if (!(error instanceof CommandError) || error.problem.code !== 'NOT_FOUND') throw error;
    return { done: 'created', pool: await lbd.createPool({ pool: { ...settings, name } }) };
  }
}
