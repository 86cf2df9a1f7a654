import { byId, h, keep } from './dom.js';
import { clock, visible } from './words.js';

const linesShown = 150;
const ofSessions = new Set(['assigned', 'expired', 'ended', 'moved', 'pinned', 'unpinned', 'session-updated']);
const shows = {
  all: () => true,
  moves: ({ kind }) => kind === 'moved' || kind === 'gap',
  changes: ({ kind }) => !ofSessions.has(kind),
};

/** The newest lines of the journal, newest on top. */
export function updateJournal(model, onSession) {
  const wanted = shows[byId('journal-kinds').value];
  const lines = model.journal.filter(wanted).slice(-linesShown).reverse();
  keep(
    byId('journal'),
    lines,
    ({ kind, sequence }) => `${kind === 'gap' ? 'gap' : ''}${sequence}`,
    (line) => lineElement(line, onSession),
    () => {},
  );
}

/** @param onSession opens a session; left out where the line stands in the session's own history */
export function lineElement(line, onSession) {
  if (line.kind === 'gap') {
    return h(
      'li',
      { class: 'line', data: { kind: 'gap' } },
      h('time', {}, clock(line.atMs)),
      h('span', { class: 'kind' }, 'gap'),
      h(
        'span',
        { class: 'what' },
        `Lines are missing here: ${line.detail}. lbctl events has them, as far as the journal reaches.`,
      ),
    );
  }
  const time = h(
    'time',
    { datetime: new Date(line.atMs).toISOString(), title: `sequence ${line.sequence}` },
    clock(line.atMs),
  );
  return h(
    'li',
    { class: 'line', data: { kind: line.kind } },
    time,
    h('span', { class: 'kind' }, line.kind),
    h('span', { class: 'what' }, ...whatOf(line, onSession)),
  );
}

function whatOf(line, onSession) {
  const { kind, pool, backendId, session, generation, reason, who, detail } = line;
  const parts = [];
  if (session !== '' && onSession) parts.push(sessionLink(pool, session, onSession), ' ');
  if (backendId !== '')
    parts.push(
      session !== '' && onSession ? `${prepositions[kind] ?? 'on'} ` : '',
      h('b', { class: 'id' }, backendId),
      ' ',
    );
  else if (session === '') parts.push(h('b', { class: 'id' }, pool), ' ');
  const notes = [detail, reason === 'new' ? '' : reason, generation > 1 ? `generation ${generation}` : ''];
  if (who !== 'router' && who !== 'lbd') notes.push(`by ${who}`);
  const told = notes
    .filter((note) => note !== '')
    .map(visible)
    .join(' · ');
  if (told !== '') parts.push(h('span', { class: 'minor' }, told));
  return parts;
}

const prepositions = { assigned: 'to', moved: 'to', expired: 'left', ended: 'left' };

export function sessionLink(pool, session, onSession) {
  const name = h('bdi', { class: 'session-id' }, visible(session));
  // A handle is no id: nobody can be found by it.
  if (session.startsWith('~')) return h('span', { title: 'The ids of this pool are sealed' }, name);
  return h(
    'button',
    { type: 'button', class: 'link', title: visible(session), on: { click: () => onSession(pool, session) } },
    name,
  );
}
