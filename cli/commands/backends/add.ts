import type { Backend__Output as Backend } from '../../../proto/generated/lb/v1/Backend.ts';
import { backendFlags, parseLabels } from '../../backend-flags.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag } from '../../flags.ts';

export default class BackendsAdd extends LbctlCommand {
  static override summary = 'add a backend to a pool';
  static override description = 'It takes new sessions at once. Sessions that live elsewhere stay there.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-4 10.0.0.14:8080',
    '<%= config.bin %> <%= command.id %> api-5 api-5.internal:8080 --weight 2 --zone eu-1a --label tier=gold',
  ];
  static override args = {
    id: idArg('its id: letters, digits, - and _, at most 63'),
    address: idArg('where it listens: HOST:PORT or [V6]:PORT'),
  };
  static override flags = { pool: poolFlag('the pool to add it to'), ...backendFlags };

  async run(): Promise<Backend> {
    const { args, flags } = await this.parse(BackendsAdd);
    const wish = {
      id: args.id,
      pool: flags.pool,
      address: args.address,
      zone: flags.zone ?? '',
      labels: parseLabels(flags.label ?? []),
      max_sessions: flags['max-sessions'] ?? 0,
      ...(flags.weight === undefined ? {} : { weight: flags.weight }),
    };
    const backend = await this.withLbd(flags, (lbd) => lbd.createBackend({ backend: wish }));
    const weight = `weight ${backend.weight ?? 1}`;
    this.log(`${backend.id} added to pool ${backend.pool}: ${backend.address}, ${weight}; no probe watches its health`);
    return backend;
  }
}
