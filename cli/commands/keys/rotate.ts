import { Flags } from '@oclif/core';
import type { RotateKeyResponse__Output as Rotated } from '../../../proto/generated/lb/v1/RotateKeyResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import { confirm } from '../../confirm.ts';
import { reasonFlag, yesFlag } from '../../flags.ts';

export default class KeysRotate extends LbctlCommand {
  static override summary = 'sign cookies with a new key from now on';
  static override description =
    'Nobody loses a session: cookies of the old keys count until they are too old, and are sent anew when they come. ' +
    'With --drop-others they count for nothing at once, and every client gets a new session: for a key that got into ' +
    'wrong hands.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --drop-others --yes --reason "key leaked"',
  ];
  static override flags = {
    'drop-others': Flags.boolean({ summary: 'accept the old keys no more' }),
    reason: reasonFlag(),
    yes: yesFlag(),
  };

  async run(): Promise<Rotated> {
    const { flags } = await this.parse(KeysRotate);
    const dropOthers = flags['drop-others'];
    if (dropOthers) await confirm('Give every client with a signed cookie a new session?', flags.yes);
    const request = { drop_others: dropOthers, reason: flags.reason ?? '' };
    const rotated = await this.withLbd(flags, (lbd) => lbd.rotateKey(request));
    const [active, ...accepted] = rotated.keys.map(({ id }) => id);
    this.log(`key ${active} signs now; accepted still: ${accepted.join(', ') || 'none'}`);
    return rotated;
  }
}
