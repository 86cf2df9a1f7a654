import { read } from './api.js';
import { byId, h, setText } from './dom.js';
import { sessionLink } from './journal.js';
import { count, visible, when } from './words.js';

const causes = {
  'claimed-elsewhere': 'The client believed to be at home elsewhere',
  'served-elsewhere': 'Another backend served the session',
  'home-lost': 'The home failed, and what it remembered is gone',
};

/** Sessions whose stickiness broke. Asked for when the counts say that there are more. */
export function createViolations(onSession) {
  let shown = '';
  return {
    update(model) {
      const counts = model.lbd?.violations ?? {};
      const key = JSON.stringify([model.lbd?.startedAtMs, counts]);
      if (key === shown || model.lbd === null) return;
      shown = key;
      const sum = Object.values(counts).reduce((total, each) => total + each, 0);
      setText(byId('violation-words'), sum === 0 ? 'none since start' : `${count(sum)} since start`);
      if (sum === 0) byId('violations').replaceChildren();
      else
        read('violations').then(
          ({ violations }) => byId('violations').replaceChildren(...content(counts, violations, onSession)),
          () => {
            shown = '';
          },
        );
    },
  };
}

function content(counts, violations, onSession) {
  const told = Object.entries(counts).filter(([, value]) => value > 0);
  const sums = told.map(([cause, value]) =>
    h('div', {}, h('dt', {}, causes[cause] ?? cause), h('dd', { class: 'number' }, count(value))),
  );
  const lines = violations
    .toReversed()
    .map(({ atMs, cause, pool, session, backendId, otherBackendId }) =>
      h(
        'li',
        { class: 'line' },
        h('time', { datetime: new Date(atMs).toISOString() }, when(atMs)),
        h(
          'span',
          { class: 'what' },
          sessionLink(pool, session, onSession),
          ' ',
          cause === 'home-lost' ? 'lost ' : 'lives on ',
          h('b', { class: 'id' }, cause === 'home-lost' ? otherBackendId : backendId),
          cause === 'home-lost' ? ', now on ' : ', was on ',
          h('b', { class: 'id' }, cause === 'home-lost' ? backendId : visible(otherBackendId)),
        ),
      ),
    );
  return [
    h('dl', { class: 'causes' }, ...sums),
    h('ol', { class: 'journal short', tabindex: '0', 'aria-label': 'The newest violations' }, ...lines),
  ];
}
