import type { Backend__Output as Backend } from '../../../proto/generated/lb/v1/Backend.ts';
import { backendFlags } from '../../backend-flags.ts';
import { LbctlCommand } from '../../base-command.ts';
import { idArg, poolFlag } from '../../flags.ts';
import { parseKeyValues } from '../../key-values.ts';
import { asksForProbe, probeOf } from '../../probe-flags.ts';
import { probeText } from '../../probe-view.ts';

export default class BackendsAdd extends LbctlCommand {
  static override summary = 'add a backend to a pool';
  static override description =
    'It takes new sessions at once, with a probe once it was seen healthy or while nobody else may. Sessions that live ' +
    'elsewhere stay there.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-4 10.0.0.14:8080',
    '<%= config.bin %> <%= command.id %> api-5 api-5.internal:8080 --weight 2 --zone eu-1a --label tier=gold',
    '<%= config.bin %> <%= command.id %> api-6 10.0.0.16:8080 --probe http --probe-path /health --probe-interval 2s',
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
      labels: parseKeyValues('--label', flags.label ?? []),
      max_sessions: flags['max-sessions'] ?? 0,
      ...(flags.weight === undefined ? {} : { weight: flags.weight }),
      ...(asksForProbe(flags) ? { probe: probeOf(flags, null) } : {}),
    };
    const backend = await this.withLbd(flags, (lbd) => lbd.createBackend({ backend: wish }));
    const { id, pool, address, weight = 1 } = backend;
    const watched = probeText(backend.probe);
    this.log(
      `${id} added to pool ${pool}: ${address}, weight ${weight}; ${watched === '' ? 'no probe watches its health' : `probe ${watched}`}`,
    );
    return backend;
  }
}
