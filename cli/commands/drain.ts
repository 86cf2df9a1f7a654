import { Flags } from '@oclif/core';
import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { DrainBackendResponse__Output as Drained } from '../../proto/generated/lb/v1/DrainBackendResponse.ts';
import { takesNewSessions } from '../backend-view.ts';
import { LbctlCommand } from '../base-command.ts';
import { durationFlag, idArg, poolFlag, reasonFlag } from '../flags.ts';
import { clockTime, durationOf, msOf, span } from '../output/time.ts';
import { counted } from '../output/words.ts';

export default class Drain extends LbctlCommand {
  static override summary = 'stop new sessions on a backend and let the old ones finish';
  static override description =
    'Sessions there stay until the deadline, then move at their next request. Repeating it answers the running drain; ' +
    'its deadline changes only when one is given. `lbctl undrain` returns the backend.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1',
    '<%= config.bin %> <%= command.id %> api-1 --deadline 10m --reason "kernel update"',
    '<%= config.bin %> <%= command.id %> api-1 --now',
  ];
  static override args = { backend: idArg('id of the backend') };
  static override flags = {
    pool: poolFlag(),
    deadline: durationFlag({ summary: 'how long its sessions may stay, up to 24h (5m unless one runs already)' }),
    now: Flags.boolean({ summary: 'let its sessions move at their next request', exclusive: ['deadline'] }),
    reason: reasonFlag(),
  };

  async run(): Promise<Drained> {
    const { args, flags } = await this.parse(Drain);
    const deadlineMs = flags.now ? 0 : flags.deadline;
    return this.withLbd(flags, async (lbd) => {
      const drained = await lbd.drainBackend({
        pool: flags.pool,
        backend_id: args.backend,
        deadline: deadlineMs === undefined ? null : durationOf(deadlineMs),
        reason: flags.reason ?? '',
      });
      this.log(sentence(drained, Date.now()));
      const { backends } = await lbd.listBackends({ pool: flags.pool });
      if (!backends.some(takesNewSessions)) this.notice(lastOne(args.backend, flags.pool));
      return drained;
    });
  }
}

/** `api-1 is draining: 12 sessions stay until 14:03:22 (5m); --now moves them` */
export function sentence({ backend, remaining }: Drained, nowMs: number): string {
  const { id, drain_deadline: deadline } = backend as Backend;
  if (backend?.admin_state === 'ADMIN_STATE_DRAINED') {
    return `${id} is drained: it takes no sessions, and those it had move at their next request`;
  }
  if (remaining === 0) return `${id} is draining: no sessions are left there, it will be drained in a moment`;
  if (!deadline) return `${id} is draining: ${counted(remaining, 'session stays', 'sessions stay')}; --now moves them`;
  const until = `until ${clockTime(msOf(deadline), nowMs)} (${span(msOf(deadline) - nowMs)})`;
  return `${id} is draining: ${counted(remaining, 'session stays', 'sessions stay')} ${until}; --now moves them`;
}

function lastOne(id: string, pool: string): string {
  return (
    `warning: no backend of pool ${pool} takes new sessions now, new clients are refused; ` +
    `add one, or take this back with \`lbctl undrain ${id}${pool === 'default' ? '' : ` --pool ${pool}`}\``
  );
}
