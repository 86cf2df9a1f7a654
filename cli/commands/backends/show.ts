import type { Backend__Output as Backend } from '../../../proto/generated/lb/v1/Backend.ts';
import type { Drain__Output as Drain } from '../../../proto/generated/lb/v1/Drain.ts';
import { eligibleText, healthText, labelsText, stateWord, weightText } from '../../backend-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import { modeText, thenText } from '../../drain-view.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { details } from '../../output/table.ts';
import { clockTime, msOf, relative, span } from '../../output/time.ts';
import { counted, grouped } from '../../output/words.ts';
import { probeText } from '../../probe-view.ts';

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
  const { max_sessions: max, drain } = backend;
  return [
    ['backend', backend.id],
    ['pool', backend.pool],
    ['address', backend.address],
    ['state', stateWord(backend, nowMs)],
    ...(drain ? describeDrain(drain, nowMs) : []),
    ['health', healthText(backend, nowMs)],
    ['probe', probeText(backend.probe) || 'none'],
    ['takes new sessions', eligibleText(backend)],
    ['weight', weightText(backend)],
    ['sessions', grouped(backend.session_count) + (max > 0 ? ` of at most ${grouped(max)}` : '')],
    ['in flight', counted(backend.in_flight, 'request')],
    ['zone', backend.zone],
    ['labels', labelsText(backend.labels)],
    ['incarnation', String(backend.incarnation)],
    ['created', relative(backend.create_time, nowMs)],
    ['etag', backend.etag],
  ];
}

function describeDrain(drain: Drain, nowMs: number): [string, string][] {
  const idle = drain.idle_deadline && msOf(drain.idle_deadline) > 0 ? span(msOf(drain.idle_deadline)) : '';
  const deadline = drain.deadline ? `${clockTime(msOf(drain.deadline), nowMs)}, then ${thenText(drain)}` : 'none';
  return [
    ['drain', modeText(drain)],
    ['drain began', `${relative(drain.start_time, nowMs)}, with ${counted(drain.held, 'session')}`],
    ['drain deadline', deadline],
    ['idle deadline', idle],
    ['drain to', drain.to],
    ['drain reason', drain.reason],
  ];
}
