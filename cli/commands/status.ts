import type { GetStatusResponse__Output as Status } from '../../proto/generated/lb/v1/GetStatusResponse.ts';
import { LbctlCommand } from '../base-command.ts';
import { details } from '../output/table.ts';
import { clockTime, msOf, span } from '../output/time.ts';
import { counted, grouped } from '../output/words.ts';

export default class StatusCommand extends LbctlCommand {
  static override summary = 'show how lbd is: version, store, how much it holds, and what needs somebody';
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json'];

  async run(): Promise<Status> {
    const { flags } = await this.parse(StatusCommand);
    const status = await this.withLbd(flags, (lbd) => lbd.getStatus({}));
    this.log(details(describe(status)));
    return status;
  }
}

function describe(status: Status): [string, string][] {
  const started = clockTime(msOf(status.start_time), msOf(status.time));
  return [
    ['lbd', `${status.version}, process ${status.pid}`],
    ['up', `${span(msOf(status.uptime))}, since ${started}`],
    ['listens on', status.listen.join(', ')],
    ['store', storeText(status)],
    ['holds', `${counted(status.pool_count, 'pool')}, ${counted(status.backend_count, 'backend')}`],
    ['sessions', `${grouped(status.session_count)} of at most ${grouped(status.session_limit)}`],
    ['found at start', counted(status.loaded_session_count, 'session')],
    ['journal', `at ${grouped(status.sequence)}`],
    ...status.warnings.map((warning): [string, string] => ['WARNING', warning]),
  ];
}

function storeText({ store }: Status): string {
  if (!store) return '';
  const name = store.path ? `${store.kind} at ${store.path}` : store.kind;
  const queued = store.queued > 0 ? `, ${counted(store.queued, 'change')} waiting` : '';
  if (store.writable) return `${name}, writable${queued}`;
  return `${name}, NOT WRITABLE: ${store.error}; new sessions are refused, known ones served${queued}`;
}
