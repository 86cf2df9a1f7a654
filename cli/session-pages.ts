import type { ListSessionsResponse__Output as Listed } from '../proto/generated/lb/v1/ListSessionsResponse.ts';
import type { Lbd } from './client.ts';

/** What lbd puts on a page at most. */
const pageLimit = 1_000;

/** Which sessions, in which order. */
export interface SessionQuery {
  readonly pool: string;
  readonly filter: string;
  /** Empty for the order of their slots. */
  readonly order_by: string;
}

/** The pages of a list as one: the sequence of the first, for a watch must miss nothing; the token of the last. */
export async function listUpTo(limit: number, lbd: Lbd, query: SessionQuery): Promise<Listed> {
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
export async function countAll(lbd: Lbd, query: SessionQuery): Promise<number> {
  let count = 0;
  for await (const page of pages(lbd, query, Number.POSITIVE_INFINITY)) count += page.sessions.length;
  return count;
}

async function* pages(lbd: Lbd, query: SessionQuery, wanted: number): AsyncGenerator<Listed> {
  let left = wanted;
  let token = '';
  do {
    const page = await lbd.listSessions({ ...query, page_size: Math.min(pageLimit, left), page_token: token });
    yield page;
    left -= page.sessions.length;
    token = page.next_page_token;
  } while (token !== '' && left > 0);
}
