import type { PoolAdministration } from '../../backends/pool-administration.ts';
import { invalid, LbError } from '../../core/errors.ts';
import type { PoolName, SessionId } from '../../core/model.ts';
import type { Routing } from '../../routing/routing.ts';
import { parseSessionFilter } from '../../session-filter/parse.ts';
import type { SessionView } from '../../sessions/session-view.ts';
import type { Sessions } from '../../sessions/sessions.ts';
import type { Fields } from './fields.ts';
import { lineOf } from './journal-tail.ts';

export interface SessionReadParts {
  readonly pools: Pick<PoolAdministration, 'list'>;
  readonly sessions: Sessions;
  readonly routing: Pick<Routing, 'route'>;
}

/** Found by a filter; who wants more asks lbctl. */
const mostFound = 50;
/** Pools in which an id is looked for where no pool is named. */
const mostPools = 100;
const sessionIdBytes = 256;
const filterBytes = 4_096;

/** Sessions of an id in any pool, also those that are over; or those that a filter finds, longest idle last. */
export async function searchSessions({ pools, sessions }: SessionReadParts, fields: Fields, signal: AbortSignal) {
  const text = fields.text('q', filterBytes).trim();
  if (text === '') throw invalid('q', 'say which session: an id, or a filter such as labels.user = "ada"');
  const named = poolsNamed(fields);
  const among = named === '' ? pools.list().map(({ name }) => name) : [named];
  const byId = await Promise.all(among.slice(0, mostPools).map((pool) => found(sessions, pool, text)));
  const there = byId.filter((view) => view !== null);
  if (there.length > 0) return { by: 'id', sessions: there.map(brief), more: false };
  if (!/[=<>]/.test(text)) {
    const where = named === '' ? 'any pool' : `pool "${named}"`;
    throw new LbError(
      'session-not-found',
      `there is no session "${text}" in ${where}, and the journal has none; a filter such as labels.user = "ada" finds by label`,
    );
  }
  const query = { pool: named, filter: parseSessionFilter(text), fromSlot: 0, pageSize: mostFound };
  const order = { by: 'last_active', descending: true } as const;
  const page = await sessions.list({ ...query, pageSize: mostFound + 1, order }, signal);
  const views = page.sessions.slice(0, mostFound);
  return { by: 'filter', sessions: views.map(brief), more: page.sessions.length > mostFound };
}

/** One session with its history, and what a request of it would find now. */
export async function showSession({ sessions, routing }: SessionReadParts, fields: Fields) {
  const pool = fields.text('pool', 63);
  const sessionId = fields.text('id', sessionIdBytes);
  const view = await sessions.get(pool, sessionId);
  return { ...brief(view), history: view.history.map(lineOf), explanation: await explained(routing, pool, sessionId) };
}

function poolsNamed(fields: Fields): PoolName | '' {
  return fields.text('pool', 63);
}

async function found(sessions: Sessions, pool: PoolName, id: SessionId): Promise<SessionView | null> {
  try {
    return await sessions.get(pool, id);
  } catch (error) {
    if (error instanceof LbError && error.kind === 'session-not-found') return null;
    throw error;
  }
}

/** By a Route that claims nothing and extends nothing. */
async function explained(routing: SessionReadParts['routing'], pool: PoolName, sessionId: SessionId) {
  try {
    const wish = { ...emptyWish, pool, sessionId };
    const { backendId, outcome, explanation = [] } = await routing.route(wish);
    return { backendId, outcome, steps: explanation };
  } catch (error) {
    if (!(error instanceof LbError)) throw error;
    return { backendId: '', outcome: 'refused', steps: [error.message] };
  }
}

const emptyWish = {
  clientIp: '',
  idleTimeoutMs: 0,
  validateOnly: true,
  hashKey: '',
  headers: {},
  path: '',
  labels: undefined,
  maxFallbacks: 0,
  claimedBackendId: '',
  explain: true,
  mayWait: false,
};

/** Without its history. */
function brief({ history: _, ...view }: SessionView) {
  return view;
}
