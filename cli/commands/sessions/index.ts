import { Flags } from '@oclif/core';
import type { ListSessionsResponse__Output as Listed } from '../../../proto/generated/lb/v1/ListSessionsResponse.ts';
import { LbctlCommand } from '../../base-command.ts';
import type { Lbd } from '../../client.ts';
import { allPoolsFlag, listOutputFlag, poolFlag } from '../../flags.ts';
import { table } from '../../output/table.ts';
import { grouped } from '../../output/words.ts';
import { sessionColumns, sessionName } from '../../session-view.ts';

/** What lbd puts on a page at most. */
const pageLimit = 1_000;

export default class Sessions extends LbctlCommand {
  static override summary = 'list sessions: who lives where, and until when';
  static override description = 'Reading never extends a session.';
  static override hiddenAliases = ['sessions:list'];
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --backend api-1 --limit 0 -o name',
    '<%= config.bin %> <%= command.id %> --filter \'backend = "api-1"\' --count',
  ];
  static override flags = {
    backend: Flags.string({ summary: 'only those of this backend', helpValue: 'ID', exclusive: ['filter'] }),
    filter: Flags.string({ summary: 'only those that match, such as backend = "api-1"', helpValue: 'FILTER' }),
    pool: poolFlag('the pool to list'),
    'all-pools': allPoolsFlag(),
    limit: Flags.integer({ summary: 'how many at most; 0 for all', default: 100, min: 0 }),
    count: Flags.boolean({ summary: 'print how many there are, not which' }),
    output: listOutputFlag(),
  };

  async run(): Promise<Listed | { count: number }> {
    const { flags } = await this.parse(Sessions);
    const query = {
      pool: flags['all-pools'] ? '' : flags.pool,
      filter: flags.backend === undefined ? (flags.filter ?? '') : `backend = ${JSON.stringify(flags.backend)}`,
    };
    if (flags.count) {
      const count = await this.withLbd(flags, (lbd) => countAll(lbd, query));
      this.log(String(count));
      return { count };
    }

    const listed = await this.withLbd(flags, (lbd) => listUpTo(flags.limit, lbd, query));
    const { sessions } = listed;
    if (flags.output === 'name') {
      for (const session of sessions) this.log(sessionName(session));
    } else if (sessions.length > 0) {
      const columns = sessionColumns({ allPools: flags['all-pools'], nowMs: Date.now() });
      this.log(table(sessions, columns, { wide: flags.output === 'wide', colour: this.colour }));
    }
    if (!this.jsonEnabled() && sessions.length === 0) this.notice('no sessions');
    if (!this.jsonEnabled() && listed.next_page_token !== '') {
      this.notice(`these are the first ${grouped(sessions.length)}; --limit 0 lists all, --count counts them`);
    }
    return listed;
  }
}

interface Query {
  readonly pool: string;
  readonly filter: string;
}

/** The pages of a list as one: the sequence of the first, for a watch must miss nothing; the token of the last. */
async function listUpTo(limit: number, lbd: Lbd, query: Query): Promise<Listed> {
  const sessions: Listed['sessions'] = [];
  const listed: Listed = { sessions, next_page_token: '', sequence: 0 };
  for await (const page of pages(lbd, query, limit === 0 ? Number.POSITIVE_INFINITY : limit)) {
    if (sessions.length === 0) listed.sequence = page.sequence;
    sessions.push(...page.sessions);
    listed.next_page_token = page.next_page_token;
  }
  return listed;
}

/** Counted as they are listed: the backends' own counts leave out those that move at their next request. */
async function countAll(lbd: Lbd, query: Query): Promise<number> {
  let count = 0;
  for await (const page of pages(lbd, query, Number.POSITIVE_INFINITY)) count += page.sessions.length;
  return count;
}

async function* pages(lbd: Lbd, query: Query, wanted: number): AsyncGenerator<Listed> {
  let left = wanted;
  let token = '';
  do {
    const page = await lbd.listSessions({ ...query, page_size: Math.min(pageLimit, left), page_token: token });
    yield page;
    left -= page.sessions.length;
    token = page.next_page_token;
  } while (token !== '' && left > 0);
}
