import type { Actor, BackendView } from '../../backends/administration.ts';
import type { BackendAdministration } from '../../backends/backend-administration.ts';
import { invalid } from '../../core/errors.ts';
import type { BackendId, PoolName } from '../../core/model.ts';
import type { DrainPreviews } from '../../drains/drain-preview.ts';
import type { Drains, DrainWish } from '../../drains/drains.ts';
import { parseSessionFilter } from '../../session-filter/parse.ts';
import type { ExpireTarget, Sessions } from '../../sessions/sessions.ts';
import type { Fields } from './fields.ts';

export interface ChangeParts {
  readonly backends: BackendAdministration;
  readonly drains: Drains;
  readonly drainPreviews: DrainPreviews;
  readonly sessions: Sessions;
}

const idBytes = 63;
const maxDeadlineMs = 86_400_000;
const maxRate = 1_000_000;

/** What is not said keeps a running drain's value, or takes the default. */
export async function drain(parts: ChangeParts, fields: Fields, who: string, signal: AbortSignal) {
  const { pool, id } = backendOf(fields);
  const wish: DrainWish = {
    deadlineMs: fields.count('deadlineMs', maxDeadlineMs),
    idleDeadlineMs: null,
    mode: fields.oneOf('mode', ['let-finish', 'move', 'hold']),
    atDeadline: fields.oneOf('atDeadline', ['move', 'expire', 'hold']),
    to: fields.textOrNull('to', idBytes),
    rate: fields.count('rate', maxRate),
  };
  const by = actor(fields, who);
  if (wish.to === id) throw invalid('to', `"${id}" is the backend that drains`);
  if (fields.flag('validateOnly')) {
    const { receivers, ...preview } = await parts.drainPreviews.preview(pool, [id], wish, signal);
    return { ...preview, receivers: Object.fromEntries(receivers) };
  }
  return stateOf(await parts.drains.drain(pool, id, wish, by));
}

export async function undrain({ drains }: ChangeParts, fields: Fields, who: string) {
  const { pool, id } = backendOf(fields);
  return stateOf(await drains.undrain(pool, id, actor(fields, who)));
}

export async function cordon({ backends }: ChangeParts, fields: Fields, who: string) {
  const { pool, id } = backendOf(fields);
  return stateOf(await backends.cordon(pool, id, actor(fields, who)));
}

export async function uncordon({ backends }: ChangeParts, fields: Fields, who: string) {
  const { pool, id } = backendOf(fields);
  return stateOf(await backends.uncordon(pool, id, actor(fields, who)));
}

/** Ends sessions; with `validateOnly` it counts them. */
export async function expire({ sessions }: ChangeParts, fields: Fields, who: string, signal: AbortSignal) {
  const target = expireTarget(fields);
  const options = { validateOnly: fields.flag('validateOnly'), signal };
  return { count: await sessions.expireNow(target, options, actor(fields, who)) };
}

/** Who means everybody says so: there is no default. */
function expireTarget(fields: Fields): ExpireTarget {
  const kind = fields.oneOf('target', ['session', 'backend', 'filter', 'pool']);
  const pool = fields.text('pool', idBytes);
  if (kind === null) throw invalid('target', 'must be one of session, backend, filter, pool');
  if (pool === '') throw invalid('pool', 'say which pool');
  if (kind === 'session') return { kind, pool, sessionId: fields.text('sessionId', 256) };
  if (kind === 'backend') return { kind, pool, backendId: backendOf(fields).id };
  if (kind === 'pool') return { kind, pool };
  const filter = parseSessionFilter(fields.text('filter', 4_096));
  if (filter === null) throw invalid('filter', 'must not be empty');
  return { kind, pool, filter };
}

function backendOf(fields: Fields): { readonly pool: PoolName; readonly id: BackendId } {
  const pool = fields.text('pool', idBytes);
  const id = fields.text('id', idBytes);
  if (pool === '') throw invalid('pool', 'say which pool');
  if (id === '') throw invalid('id', 'say which backend');
  return { pool, id };
}

function actor(fields: Fields, who: string): Actor {
  return { who, reason: fields.text('reason', 256) };
}

/** The rest comes over the stream. */
function stateOf({ pool, id, admin, sessionCount }: BackendView) {
  return { pool, id, admin, sessions: sessionCount };
}
