import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';

/** Why a session got a home, or another one: by the reason in the journal. */
const reasons: Readonly<Record<string, string>> = {
  new: 'it was not known',
  lapsed: 'its last stay had lapsed',
  restored: 'its cookie named that home',
  'backend-unhealthy': 'its home was unhealthy',
  'backend-drained': 'its home was drained',
  'backend-removed': 'its home was removed',
  'backend-restarted': 'its home had become another process, which remembers nothing',
  'connect-failed': 'its home refused the connection',
  operator: 'an operator moved it',
  rebalanced: 'sessions were spread anew',
};

/**
 * What happened to a session, in plain words.
 *
 * @param name  what to call it
 * @param home  where it lived before; empty for nowhere
 */
export function sessionWords(event: Event, name: string, home: string): string {
  const { kind, backend_id: backend, generation, detail } = event;
  const because = reasons[event.reason] ?? event.reason;
  switch (kind) {
    case 'assigned':
      return `${name} was given a home on ${backend}: ${because}`;
    case 'moved': {
      const by = event.reason === 'operator' ? ` (${event.who}${remark(withoutOrigin(detail))})` : '';
      if (home === backend) return `${name} began anew on ${backend}: ${because}${by}, generation ${generation}`;
      return `${name} moved${home === '' ? '' : ` from ${home}`} to ${backend}: ${because}${by}, generation ${generation}`;
    }
    case 'expired':
      return event.reason === 'evicted'
        ? `${name} was put out: the table was full, and it had been seen once only`
        : `${name} lapsed: it was not seen for its idle timeout`;
    case 'ended':
      return endWords(event, name);
    default:
      return `${name}: ${kind.replaceAll('-', ' ')}${byWhom(event)}${remark(detail)}`;
  }
}

function endWords({ reason, who }: Event, name: string): string {
  if (reason === 'logout') return `${name} logged out${who === 'router' ? '' : `, through ${who}`}`;
  if (reason === 'backend-forgot') return `${name} was over: its home answered 404 to it`;
  if (reason === 'home-lost') return `${name} was over: its home was gone, and such a session is never moved`;
  const why = reason === '' || reason === 'drain' ? '' : `: ${quoted(reason)}`;
  if (who === 'lbd') return `${name} was ended by the drain of its home${why}`;
  return `${name} was ended by ${who}${why}`;
}

/** What happened to a backend, in plain words. */
export function backendWords(event: Event): string {
  const { kind, backend_id: id, detail, reason } = event;
  const by = byWhom(event);
  switch (kind) {
    case 'backend-created':
      return `${id} was added${by}: ${detail}`;
    case 'backend-updated':
      return `${id} was changed${by}: ${detail}`;
    case 'backend-deleted':
      return `${id} was removed${by}${remark(detail)}`;
    case 'cordoned':
      return `${id} was cordoned${by}: no new sessions`;
    case 'uncordoned':
    case 'undrained':
      return `${id} was returned to service${by}`;
    case 'draining':
      return `${id} began to drain${by}: ${detail}`;
    case 'drain-changed':
      return `the drain of ${id} was changed${by}: ${detail}`;
    case 'drained':
      return detail === 'empty' ? `${id} was drained: empty` : `${id} was drained${by}: ${detail}`;
    case 'broken':
      return `${id} lost its sessions: ${detail || reason}`;
    case 'health-changed':
      return detail.startsWith('process ') ? `${id} is ${detail}` : `${id} became ${detail}: ${reason}`;
    default:
      return `${id}: ${kind.replaceAll('-', ' ')}${by}${remark(detail)}`;
  }
}

/** `, by unix ("kernel update")`; nothing of what lbd does by itself. */
function byWhom({ who, reason }: Event): string {
  if (who === 'lbd' || who === '') return '';
  return ` by ${who}${reason === '' ? '' : ` (${quoted(reason)})`}`;
}

/** An operator's move has where it came from in front of his own words. */
function withoutOrigin(detail: string): string {
  return detail.replace(/^from [^;]*(; )?/, '');
}

function remark(text: string): string {
  return text === '' ? '' : `: ${text}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
