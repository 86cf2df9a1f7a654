import { resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { writeBackup } from '../backup-file.ts';
import { answerTimeoutMs, LbctlCommand } from '../base-command.ts';
import type { Lbd } from '../client.ts';
import { CommandError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { idArg, waitTimeoutFlag } from '../flags.ts';
import { grouped } from '../output/words.ts';
import { type Patience, withPatience } from '../patience.ts';

/** What was written where. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
}

export default class BackupCommand extends LbctlCommand {
  static override summary = 'write a copy of all that lbd holds to a file here, while it serves';
  static override description =
    'The file is there when it is whole, and not before. `lbd --restore FILE` starts from it. An lbd that keeps its store ' +
    'in memory has nothing to copy.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> lbd-monday.db',
    '<%= config.bin %> <%= command.id %> /var/backups/lbd.db --force',
  ];
  static override args = { file: idArg('the file to write') };
  static override flags = {
    force: Flags.boolean({ summary: 'replace the file if it is there' }),
    timeout: waitTimeoutFlag('how long the command may take; no bound without it'),
  };

  async run(): Promise<Backup> {
    const { args, flags } = await this.parse(BackupCommand);
    const file = resolve(args.file);
    const bytes = await this.withLbd({ ...flags, timeout: answerTimeoutMs }, (lbd) =>
      withPatience(flags.timeout, (patience) => writeBackup(pieces(lbd, patience), file, flags)),
    );
    this.log(`${args.file}: ${grouped(bytes)} bytes`);
    return { file, bytes };
  }
}

/** The copy, piece by piece. It fails when it is not whole: an end before its time must not look like one. */
async function* pieces(lbd: Lbd, patience: Patience): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const { data } of lbd.createBackup({}, patience.over)) {
    bytes += data.length;
    yield data;
  }
  if (patience.over.aborted) throw stopped(patience, bytes);
}

function stopped({ interrupted }: Patience, bytes: number): CommandError {
  return new CommandError({
    code: interrupted ? 'CANCELLED' : 'DEADLINE_EXCEEDED',
    reason: interrupted ? 'INTERRUPTED' : 'TIMEOUT',
    message: `the backup was ${interrupted ? 'stopped' : 'not done in time'} after ${grouped(bytes)} bytes`,
    hint: 'nothing of it was left; repeat it, or give it longer with --timeout',
    metadata: {},
    exitCode: interrupted ? exitCodes.interrupted : exitCodes.timedOut,
  });
}
