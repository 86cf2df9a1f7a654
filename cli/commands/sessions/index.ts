import { Flags } from '@oclif/core';
import type { ListSessionsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListSessionsResponse.ts';
import type { Lbd } from '../../client.ts';
import { allPoolsFlag, listOutputFlag, poolFlag } from '../../flags.ts';
import { ListCommand, watchFlag } from '../../list-command.ts';
import { table } from '../../output/table.ts';
import { grouped } from '../../output/words.ts';
import { countAll, listUpTo, type SessionQuery } from '../../session-pages.ts';
import { sessionColumns, sessionName } from '../../session-view.ts';

/** What a command line asked for, and how to show it. */
interface View {
  readonly limit: number;
  readonly count: boolean;
  readonly output: string | undefined;
  readonly allPools: boolean;
}

type Answer = Listed | { readonly count: number };

export default class Sessions extends ListCommand {
  static override summary = 'list sessions: who lives where, and until when';
  static override description =
    'Reading never extends a session. A filter compares backend, idle, age, generation, pinned, kept, confirmed, reason ' +
    'and labels.NAME, with AND, OR (which binds tighter), NOT and parentheses. In any but the usual order one page (1,000) is all there is. ' +
    'With --watch it is shown again and again until Ctrl-C (exit code 130): in place on a terminal, elsewhere one block ' +
    'after the other, with --json one document a line.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --watch',
    '<%= config.bin %> <%= command.id %> --backend api-1 --limit 0 -o name',
    '<%= config.bin %> <%= command.id %> --filter \'idle > 5m AND NOT labels.user = "ada"\' --count',
    '<%= config.bin %> <%= command.id %> --order-by "idle desc" --limit 10 -o wide',
  ];
  static override flags = {
    backend: Flags.string({ summary: 'only those of this backend', helpValue: 'ID', exclusive: ['filter'] }),
    filter: Flags.string({ summary: 'only those that match, such as backend = "api-1"', helpValue: 'FILTER' }),
    'order-by': Flags.string({
      summary: 'idle, age, generation or last_active, with " desc" behind it for the reverse',
      helpValue: 'ORDER',
    }),
    pool: poolFlag('the pool to list'),
    'all-pools': allPoolsFlag(),
    limit: Flags.integer({ summary: 'how many at most; 0 for all', default: 100, min: 0 }),
    count: Flags.boolean({ summary: 'print how many there are, not which' }),
    watch: watchFlag(),
    output: listOutputFlag(),
  };

  async run(): Promise<Answer | undefined> {
    const { flags } = await this.parse(Sessions);
    const { limit, count, output } = flags;
    const query: SessionQuery = {
      pool: flags['all-pools'] ? '' : flags.pool,
      filter: flags.backend === undefined ? (flags.filter ?? '') : `backend = ${JSON.stringify(flags.backend)}`,
      order_by: flags['order-by'] ?? '',
    };
    const view = { limit, count, output, allPools: flags['all-pools'] };
    return this.list<Answer>(flags, {
      ask: (lbd) => ask(lbd, query, view),
      textOf: (answer) => this.#text(answer, view),
      remarkOf: (answer) => remarkOf(answer, query),
    });
  }

  #text(answer: Answer, { output, allPools }: View): string {
    if ('count' in answer) return String(answer.count);
    const { sessions } = answer;
    if (output === 'name') return sessions.map(sessionName).join('\n');
    if (sessions.length === 0) return '';
    const columns = sessionColumns({ allPools, nowMs: Date.now() });
    return table(sessions, columns, { wide: output === 'wide', colour: this.colour });
  }
}

async function ask(lbd: Lbd, query: SessionQuery, { limit, count }: View): Promise<Answer> {
  if (count) return { count: await countAll(lbd, { ...query, order_by: '' }) };
  return listUpTo(limit, lbd, query);
}

/** What the list itself does not tell: that it is empty, or not whole. */
function remarkOf(answer: Answer, { order_by: order }: SessionQuery): string {
  if ('count' in answer) return '';
  const shown = answer.sessions.length;
  if (shown === 0) return 'no sessions';
  if (order !== '') return shown === 1_000 ? 'these are the first 1,000: there are no more pages in this order' : '';
  if (answer.next_page_token === '') return '';
  return `these are the first ${grouped(shown)}; --limit 0 lists all, --count counts them`;
}
