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
  const { kind, atMs, sequence, detail } = line;
  const time = h('time', { datetime: new Date(atMs).toISOString(), title: `sequence ${sequence}` }, clock(atMs));
  const what =
    kind === 'gap'
      ? [`Lines are missing here: ${detail}. lbctl events has them, as far as the journal reaches.`]
      : [...whom(line, onSession), ...notesOf(line)];
  const word = h('span', { class: 'kind' }, kind);
  return h('li', { class: 'line', data: { kind } }, time, h('span', {}, word, ' ', ...what));
}

/** Whom the line is about. */
function whom({ kind, pool, backendId, session }, onSession) {
  const home = h('b', { class: 'id' }, backendId || pool);
  if (session === '' || !onSession) return [home, ' '];
  const link = sessionLink(pool, session, onSession);
  return backendId === '' ? [link, ' '] : [link, ` ${prepositions[kind] ?? 'on'} `, home, ' '];
}

/** What else is worth knowing. */
function notesOf({ generation, reason, who, detail }) {
  const notes = [detail, reason === 'new' ? '' : reason, generation > 2 ? `generation ${generation}` : ''];
  if (who !== 'router' && who !== 'lbd') notes.push(`by ${who}`);
  const told = notes.filter((note) => note !== '').map(visible);
  return told.length === 0 ? [] : [h('span', { class: 'minor' }, told.join(' · '))];
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
