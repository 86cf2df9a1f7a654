import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import { LbctlCommand } from '../base-command.ts';
import { idArg, poolFlag, reasonFlag } from '../flags.ts';

export default class Cordon extends LbctlCommand {
  static override summary = 'keep new sessions off a backend, and change nothing else';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1',
    '<%= config.bin %> <%= command.id %> api-1 --reason "odd latency since noon"',
  ];
  static override args = { backend: idArg('id of the backend') };
  static override flags = { pool: poolFlag(), reason: reasonFlag() };

  async run(): Promise<Backend> {
    const { args, flags } = await this.parse(Cordon);
    const request = { pool: flags.pool, backend_id: args.backend, reason: flags.reason ?? '' };
    const backend = await this.withLbd(flags, (lbd) => lbd.cordonBackend(request));
    this.log(`${backend.id} is cordoned: no new sessions, its own stay`);
    return backend;
  }
}
