import { Flags } from '@oclif/core';
import type { DrainBackendResponse__Output as Drained } from '../../proto/generated/lb/v1/DrainBackendResponse.ts';
import { answerTimeoutMs, LbctlCommand } from '../base-command.ts';
import type { Lbd } from '../client.ts';
import { drainFlags, drainRequest } from '../drain-flags.ts';
import { drainSentence, previewText } from '../drain-view.ts';
import { waitForDrains } from '../drain-wait.ts';
import { usageError } from '../errors.ts';
import { optionalIdArg, waitTimeoutFlag } from '../flags.ts';
import { progressReport } from '../progress-report.ts';

export default class Drain extends LbctlCommand {
  static override summary = 'stop new sessions on a backend and let the old ones finish';
  static override description =
    'Sessions there stay until the deadline, then move at their next request; --move moves them now, --hold keeps them ' +
    'for a planned restart. Repeating it answers the running drain, and changes only what is given. `lbctl undrain` ' +
    'returns the backend.\n\n' +
    'With --wait it ends with exit code 0 when the backend is drained, 6 when --timeout is over or sessions are left ' +
    'without a home to go to, and 130 at Ctrl-C: the drain itself goes on. --json is then one object a line.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1 --deadline 10m --reason "kernel update" --wait',
    '<%= config.bin %> <%= command.id %> api-1 --move --rate 50 --to api-4 --preview',
    '<%= config.bin %> <%= command.id %> --selector zone=eu-1a --idle-deadline 1m --then expire',
    '<%= config.bin %> <%= command.id %> api-1 --now',
  ];
  static override args = { backend: optionalIdArg('id of the backend') };
  static override flags = {
    ...drainFlags,
    preview: Flags.boolean({ summary: 'tell what would happen, and change nothing', exclusive: ['wait'] }),
    wait: Flags.boolean({ summary: 'wait until it is drained, and show how it goes on' }),
    timeout: waitTimeoutFlag('how long the command may take: 10s without --wait, no bound with it'),
  };

  async run(): Promise<Drained | undefined> {
    const { args, flags } = await this.parse(Drain);
    const request = drainRequest(args.backend, flags);
    if (flags.wait && flags.hold && flags.deadline === undefined) {
      throw usageError('with --hold nobody leaves, so --wait would never end', 'give a --deadline, or leave one out');
    }
    const answerMs = flags.wait ? Math.min(answerTimeoutMs, flags.timeout ?? answerTimeoutMs) : flags.timeout;
    return this.withLbd({ ...flags, timeout: answerMs }, async (lbd) => {
      const drained = await lbd.drainBackend({ ...request, validate_only: flags.preview });
      if (drained.preview) this.log(previewText(drained.preview, args.backend ?? request.selector ?? ''));
      else for (const backend of drained.backends) this.log(drainSentence(backend, Date.now()));
      for (const warning of drained.warnings) this.notice(`warning: ${warning}`);
      if (!flags.wait) return drained;
      const ids = drained.backends.map(({ id }) => id);
      await this.#wait(lbd, flags.pool, ids, flags.timeout);
      return undefined;
    });
  }

  async #wait(lbd: Lbd, pool: string, ids: readonly string[], timeoutMs: number | undefined): Promise<void> {
    const warn = (text: string) => this.notice(text);
    const report = progressReport(process.stdout, { json: this.jsonEnabled(), now: Date.now, warn });
    await waitForDrains(lbd, { pool, ids, timeoutMs }, report, (text) => this.log(text));
  }
}
