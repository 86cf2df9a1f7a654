import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { Pool__Output as Pool } from '../../proto/generated/lb/v1/Pool.ts';
import { backendFields, poolFields } from '../apply/plan-file.ts';
import { type Settings, settingsText } from '../apply/settings-text.ts';
import { LbctlCommand } from '../base-command.ts';

/** What `lbctl apply` and `lbd --bootstrap` take. */
export interface Exported {
  readonly pools: readonly Settings[];
  readonly backends: readonly Settings[];
}

export default class Export extends LbctlCommand {
  static override summary = 'write all pools and backends as a file that `lbctl apply` and `lbd --bootstrap` read';
  static override description =
    'YAML, or JSON with --json. Settings only: neither sessions (`lbctl backup` has those) nor drains and cordons.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> > lbd.yaml',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  async run(): Promise<Exported> {
    const { flags } = await this.parse(Export);
    const { pools, backends } = await this.withLbd(flags, async (lbd) => ({
      pools: (await lbd.listPools({})).pools,
      backends: (await lbd.listBackends({ pool: '' })).backends,
    }));
    const exported = { pools: pools.map(poolText), backends: backends.map(backendText) };
    if (!this.jsonEnabled()) {
      const { stringify } = await import('yaml');
      this.log(stringify(exported, { lineWidth: 0 }).trimEnd());
    }
    return exported;
  }

  override toSuccessJson(result: unknown): unknown {
    return result;
  }
}

function poolText(pool: Pool): Settings {
  return { name: pool.name, ...withoutEmpty(settingsText('lb.v1.Pool', pool, poolFields)) };
}

function backendText(backend: Backend): Settings {
  return { id: backend.id, pool: backend.pool, ...withoutEmpty(settingsText('lb.v1.Backend', backend, backendFields)) };
}

/** An empty text, list or map is what lbd takes where nothing is said. */
function withoutEmpty(settings: Settings): Settings {
  const entries = Object.entries(settings).map(([name, value]) => [name, isMap(value) ? withoutEmpty(value) : value]);
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
