import { Flags } from '@oclif/core';
import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import { answerTimeoutMs, LbctlCommand } from '../base-command.ts';
import { idArg, poolFlag, waitTimeoutFlag } from '../flags.ts';
import { conditionNames } from '../wait-conditions.ts';
import { waitFor } from '../wait-for.ts';

export default class Wait extends LbctlCommand {
  static override summary = 'wait until a backend is healthy, drained, empty or eligible';
  static override description =
    'It changes nothing. Exit code 0: it is so; 6: --timeout is over; 1: it can no longer come about, as the drain was ' +
    'taken back; 130: Ctrl-C. A restart of lbd meanwhile is waited out.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1 --for healthy --timeout 2m',
    '<%= config.bin %> <%= command.id %> api-1 --for drained',
    '<%= config.bin %> <%= command.id %> api-1 --for sessions=0 --json',
  ];
  static override args = { backend: idArg('id of the backend') };
  static override flags = {
    for: Flags.option({ options: conditionNames, summary: 'what to wait for', required: true })(),
    pool: poolFlag(),
    timeout: waitTimeoutFlag('how long the command may take; no bound without it'),
  };

  async run(): Promise<Backend | undefined> {
    const { args, flags } = await this.parse(Wait);
    const answerMs = Math.min(answerTimeoutMs, flags.timeout ?? answerTimeoutMs);
    return this.withLbd({ ...flags, timeout: answerMs }, (lbd) =>
      waitFor(lbd, {
        pool: flags.pool,
        id: args.backend,
        condition: flags.for,
        timeoutMs: flags.timeout,
        tell: (text) => this.log(text),
        notice: (text) => this.notice(text),
        screen: this.jsonEnabled() ? undefined : process.stdout,
      }),
    );
  }
}
