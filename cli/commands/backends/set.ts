import { Flags } from '@oclif/core';
import type { Backend, Backend__Output } from '../../../proto/generated/lb/v1/Backend.ts';
import { backendFlags } from '../../backend-flags.ts';
import { labelsText } from '../../backend-view.ts';
import { LbctlCommand } from '../../base-command.ts';
import { usageError } from '../../errors.ts';
import { idArg, optionalIdArg, poolFlag } from '../../flags.ts';
import { parseKeyValues } from '../../key-values.ts';
import { asksForProbe, probeOf } from '../../probe-flags.ts';
import { probeText } from '../../probe-view.ts';

export default class BackendsSet extends LbctlCommand {
  static override summary = "change a backend's settings";
  static override description =
    'Only what is given changes; no change moves a session, save a new address: another process has another memory, ' +
    'so its sessions move, unless --keep-sessions says it is the same. A label replaces the one of its key; KEY= drops it.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> api-1 --weight 0',
    '<%= config.bin %> <%= command.id %> api-1 10.0.0.21:8080 --keep-sessions',
    '<%= config.bin %> <%= command.id %> api-1 --label tier=gold --label rack=',
    '<%= config.bin %> <%= command.id %> api-1 --probe http --probe-path /health',
  ];
  static override args = {
    id: idArg('id of the backend'),
    address: optionalIdArg('where it listens now: HOST:PORT or [V6]:PORT'),
  };
  static override flags = {
    pool: poolFlag(),
    'keep-sessions': Flags.boolean({ summary: 'the new address is the same process: its sessions stay' }),
    ...backendFlags,
  };

  async run(): Promise<Backend__Output> {
    const { args, flags } = await this.parse(BackendsSet);
    const labels = flags.label ? parseKeyValues('--label', flags.label) : undefined;
    const changes: Backend = {
      ...(args.address === undefined ? {} : { address: args.address }),
      ...(flags.weight === undefined ? {} : { weight: flags.weight }),
      ...(flags.zone === undefined ? {} : { zone: flags.zone }),
      ...(flags['max-sessions'] === undefined ? {} : { max_sessions: flags['max-sessions'] }),
    };
    const paths = Object.keys(changes);
    if (paths.length === 0 && !labels && !asksForProbe(flags))
      throw usageError('nothing to change', '`lbctl backends set --help` lists what can be');
    if (flags['keep-sessions'] && !args.address) throw usageError('--keep-sessions goes with a new address');

    return this.withLbd(flags, async (lbd) => {
      const backend: Backend = { ...changes, pool: flags.pool, id: args.id };
      if (labels || asksForProbe(flags)) {
        // Labels and the probe are one field each to lbd: the rest of it is sent along, and the etag says that nobody
        // changed it meanwhile.
        const today = await lbd.getBackend({ pool: flags.pool, backend_id: args.id });
        Object.assign(backend, { etag: today.etag });
        if (labels) {
          const merged = Object.entries({ ...today.labels, ...labels }).filter(([, value]) => value !== '');
          Object.assign(backend, { labels: Object.fromEntries(merged) });
          paths.push('labels');
        }
        if (asksForProbe(flags)) {
          Object.assign(backend, { probe: probeOf(flags, today.probe) });
          paths.push('probe');
        }
      }
      const changed = await lbd.updateBackend({
        backend,
        update_mask: { paths },
        keep_sessions: flags['keep-sessions'],
      });
      this.log(`${changed.id} changed: ${paths.map((path) => settingText(path, changed)).join(', ')}`);
      return changed;
    });
  }
}

function settingText(path: string, backend: Backend__Output): string {
  if (path === 'probe') return `probe ${probeText(backend.probe) || 'none'}`;
  const value = path === 'labels' ? labelsText(backend.labels) : String(backend[path as keyof Backend__Output]);
  return `${path.replaceAll('_', ' ')} ${value || 'none'}`;
}
