import { Flags } from '@oclif/core';
import type { ListViolationsResponse__Output as Listed } from '../../proto/generated/lb/v1/ListViolationsResponse.ts';
import type { Violation__Output as Violation } from '../../proto/generated/lb/v1/Violation.ts';
import { listOutputFlag } from '../flags.ts';
import { ListCommand, watchFlag } from '../list-command.ts';
import { type Column, table } from '../output/table.ts';
import { clockTime, msOf } from '../output/time.ts';
import { grouped } from '../output/words.ts';

export default class Violations extends ListCommand {
  static override summary = 'list sessions whose stickiness broke, and count them by cause';
  static override description =
    'claimed-elsewhere: the client believed another backend to be its home. served-elsewhere: another backend than its ' +
    'home served it. home-lost: its home failed, restarted or was removed, and what it remembered is gone. Counts are ' +
    'since lbd was started; the newest ones are listed, newest last.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --pool games --limit 20 --json',
  ];
  static override flags = {
    pool: Flags.string({ summary: 'only of this pool', helpValue: 'NAME' }),
    limit: Flags.integer({ summary: 'how many at most, the newest', default: 100, min: 1, max: 1_000 }),
    output: listOutputFlag(['table', 'json']),
    watch: watchFlag(),
  };

  async run(): Promise<Listed | undefined> {
    const { flags } = await this.parse(Violations);
    return this.list(flags, {
      ask: (lbd) => lbd.listViolations({ pool: flags.pool ?? '', page_size: flags.limit }),
      textOf: ({ violations, counts }) => {
        const list = violations.length > 0 ? `${table(violations, columns(Date.now()))}\n\n` : '';
        const causes = Object.entries(counts).map(([cause, count]) => `${grouped(Number(count))} ${cause}`);
        return `${list}since lbd was started: ${causes.join(', ') || 'none'}`;
      },
      remarkOf: () => '',
    });
  }
}

function columns(nowMs: number): Column<Violation>[] {
  return [
    { header: 'TIME', value: ({ time }) => clockTime(msOf(time), nowMs) },
    { header: 'CAUSE', value: ({ cause }) => cause },
    { header: 'POOL', value: ({ pool }) => pool },
    { header: 'SESSION', value: ({ session_id: id }) => id },
    { header: 'HOME', value: ({ backend_id: id }) => id },
    { header: 'OTHER', value: ({ other_backend_id: id }) => id },
  ];
}
