import { read } from './api.js';
import { closeButton, openDialog } from './dialog.js';
import { h } from './dom.js';
import { openExpireSession } from './expire-dialog.js';
import { lineElement, sessionLink } from './journal.js';
import { countOf, span, visible, when } from './words.js';

/** Looks for sessions by what was typed; one that is found alone is shown at once. */
export async function searchSessions(text, me) {
  const { by, sessions, more } = await read('search', { q: text });
  if (by === 'id' && sessions.length === 1) return showSession(sessions[0].pool, text.trim(), me);
  if (sessions.length === 0) throw new Error('No session fits the filter.');
  const idOf = (session) => session.sessionId ?? (by === 'id' ? text.trim() : session.handle);
  const onSession = (pool, id) => {
    dialog.close();
    void showSession(pool, id, me);
  };
  const rows = sessions.map((session) =>
    h(
      'li',
      { class: 'found' },
      sessionLink(session.pool, idOf(session), onSession),
      h('span', {}, 'on ', h('b', { class: 'id' }, session.backendId), ` in ${session.pool}`),
      h(
        'span',
        { class: 'minor' },
        session.endedAtMs !== null
          ? `over since ${when(session.endedAtMs)}`
          : `seen ${span(Date.now() - session.lastActiveMs)} ago`,
      ),
    ),
  );
  const title = more
    ? `More than ${sessions.length} sessions: those seen last`
    : `${countOf(sessions.length, 'session')} found`;
  const dialog = openDialog(
    title,
    h('ol', { class: 'found-list' }, ...rows),
    h('div', { class: 'dialog-verbs' }, closeButton('Close', { isFirst: true })),
  );
}

/** Where it lives, why, and what happened to it since it began. */
export async function showSession(pool, id, me) {
  const session = await read('session', { pool, id });
  const isOver = session.endedAtMs !== null;
  const end = h(
    'button',
    { type: 'button', class: 'danger', on: { click: () => openExpireSession(pool, id, () => dialog.close()) } },
    'End this session…',
  );
  const dialog = openDialog(
    'Session',
    h('p', { class: 'session-name' }, h('bdi', { class: 'session-id' }, visible(id))),
    h(
      'dl',
      { class: 'facts' },
      ...facts(session).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, ...[value].flat())]),
    ),
    ...explanation(session),
    h('h3', {}, 'What happened to it'),
    session.history.length === 0
      ? h('p', { class: 'empty' }, 'The journal no longer tells.')
      : h(
          'ol',
          { class: 'journal', tabindex: '0', 'aria-label': 'History of the session' },
          ...session.history.toReversed().map((line) => lineElement(line)),
        ),
    h(
      'div',
      { class: 'dialog-verbs' },
      closeButton('Close', { isFirst: true }),
      !isOver && me.mayChange('expire') && end,
    ),
  );
}

function facts(session) {
  const nowMs = Date.now();
  const {
    backendId,
    pool,
    generation,
    reason,
    labels,
    pinned,
    kept,
    createdAtMs,
    lastActiveMs,
    expiresAtMs,
    endedAtMs,
  } = session;
  const named = Object.entries(labels).map(([name, value]) =>
    h('bdi', { class: 'label' }, visible(`${name}=${value}`)),
  );
  /** @type {[string, any][]} */
  const list = [
    [endedAtMs === null ? 'Lives on' : 'Lived on', [h('b', { class: 'id' }, backendId), ` in pool ${pool}`]],
    [
      'Came there',
      `${reason}${generation > 1 ? `, generation ${generation}: it moved ${countOf(generation - 1, 'time')}` : ''}`,
    ],
  ];
  if (createdAtMs !== null) list.push(['Began', `${when(createdAtMs)}, ${span(nowMs - createdAtMs)} ago`]);
  if (endedAtMs !== null) list.push(['Ended', `${when(endedAtMs)}, ${span(nowMs - endedAtMs)} ago`]);
  if (lastActiveMs !== null && endedAtMs === null)
    list.push(['Seen last', `${when(lastActiveMs)}, ${span(nowMs - lastActiveMs)} ago`]);
  if (expiresAtMs !== null)
    list.push(['Lease ends', `${when(expiresAtMs)}, in ${span(expiresAtMs - nowMs)} if it is not seen again`]);
  if (pinned) list.push(['Pinned', 'drains leave it where it is']);
  if (endedAtMs === null && !kept) list.push(['Let go', 'its backend no longer has it: it moves at its next request']);
  if (named.length > 0) list.push(['Labels', named]);
  return list;
}

function explanation({ explanation: { outcome, backendId, steps }, endedAtMs }) {
  const words =
    outcome === 'refused'
      ? 'would be refused'
      : outcome === 'kept'
        ? `stays on ${backendId}`
        : `would be ${outcome} to ${backendId}`;
  const title =
    endedAtMs === null ? `A request now ${words}` : `A request now would begin anew, on ${backendId || 'nobody'}`;
  return [h('h3', {}, title), h('ol', { class: 'steps' }, ...steps.map((step) => h('li', {}, visible(step))))];
}
