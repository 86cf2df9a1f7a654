import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import { LbctlCommand } from '../base-command.ts';
import { idArg, poolFlag, reasonFlag } from '../flags.ts';

export default class Undrain extends LbctlCommand {
  static override summary = 'return a backend to service, whatever drain or cordon it was under';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1',
    '<%= config.bin %> <%= command.id %> api-1 --reason "back from repair"',
  ];
  static override args = { backend: idArg('id of the backend') };
  static override flags = { pool: poolFlag(), reason: reasonFlag() };

  async run(): Promise<Backend> {
    const { args, flags } = await this.parse(Undrain);
    const request = { pool: flags.pool, backend_id: args.backend, reason: flags.reason ?? '' };
    const backend = await this.withLbd(flags, (lbd) => lbd.undrainBackend(request));
    this.log(`${backend.id} is active again: it takes new sessions`);
    return backend;
  }
}
