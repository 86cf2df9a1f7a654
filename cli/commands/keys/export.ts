import type { ExportKeysResponse__Output as Exported } from '../../../proto/generated/lb/v1/ExportKeysResponse.ts';
import { LbctlCommand } from '../../base-command.ts';

export default class KeysExport extends LbctlCommand {
  static override summary = 'print the keys that verify signed cookies, for proxies';
  static override description =
    'One line a key: its id and its secret in base64, the active one first. A proxy that has them keeps sessions at ' +
    'home while lbd is away (docs/affinity.md); whoever has them can make cookies. Cookies are affinity, not ' +
    'authentication.';
  static override examples = ['<%= config.bin %> <%= command.id %> > /etc/haproxy/lbd-keys'];

  async run(): Promise<Exported> {
    const { flags } = await this.parse(KeysExport);
    const exported = await this.withLbd(flags, (lbd) => lbd.exportKeys({}));
    for (const { id, secret } of exported.keys) this.log(`${id} ${secret}`);
    return exported;
  }
}
