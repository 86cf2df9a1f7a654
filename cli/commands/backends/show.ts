import type { Backend__Output as Backend } from '../../../proto/generated/lb/v1/Backend.ts';
import { healthWord, labelsText, stateWord } from '../../backend-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { details } from '../../output/table.ts';
import { clockTime, msOf, relative } from '../../output/time.ts';
import { grouped } from '../../output/words.ts';

export default class BackendsShow extends LbctlCommand {
  static override summary = 'show one backend';
  static override examples = ['<%= config.bin %> <%= command.id %> api-1'];
  static override args = { id: idArg('id of the backend') };
  static override flags = { pool: poolFlag() };

  async run(): Promise<Backend> {
    const { args, flags } = await this.parse(BackendsShow);
    const backend = await this.withLbd(flags, (lbd) => lbd.getBackend({ pool: flags.pool, backend_id: args.id }));
    this.log(details(describe(backend, Date.now())));
    return backend;
  }
}

function describe(backend: Backend, nowMs: number): [string, string][] {
  const { max_sessions: max, drain_deadline: deadline } = backend;
  return [
    ['backend', backend.id],
    ['pool', backend.pool],
    ['address', backend.address],
    ['state', stateWord(backend, nowMs)],
    ['drain deadline', deadline ? clockTime(msOf(deadline), nowMs) : ''],
    ['health', healthWord(backend) + (backend.health_reason ? `: ${backend.health_reason}` : '')],
    ['weight', String(backend.weight ?? 1)],
    ['sessions', grouped(backend.session_count) + (max > 0 ? ` of at most ${grouped(max)}` : '')],
    ['zone', backend.zone],
    ['labels', labelsText(backend.labels)],
    ['incarnation', String(backend.incarnation)],
    ['created', relative(backend.create_time, nowMs)],
    ['etag', backend.etag],
  ];
}
