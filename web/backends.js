import { makeRow, updateRow } from './backend-row.js';
import { byId, h, keep, setData, setHidden, setText } from './dom.js';
import { backendsOf } from './model.js';
import { byName, count } from './words.js';

/** Rows at first, and more at each wish: thousands of rows would make the page crawl. */
const rowsAtOnce = 100;
/** Fewer are seen at a glance. */
const fewest = 9;

const columns = [
  { name: 'Backend', by: 'id' },
  { name: 'State' },
  { name: 'Sessions', by: 'sessions', number: true },
  { name: 'Share, skew', by: 'skew', descends: true },
  { name: 'In flight', by: 'inFlight', number: true },
  { name: 'Change' },
];

/** The table of a pool's backends. @param act opens what a row's button is for */
export function createBackends(act) {
  const view = { by: 'id', descending: false, filter: '', rows: rowsAtOnce, changed: () => {} };
  const headings = columns.map((column) => heading(column, view));
  const body = h('tbody', { role: 'rowgroup' });
  const filter = h('input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter: id, zone, label, unhealthy …',
    'aria-label': 'Filter the backends',
    autocomplete: 'off',
    spellcheck: 'false',
    on: {
      input: () => {
        view.filter = filter.value.trim().toLowerCase();
        view.rows = rowsAtOnce;
        view.changed();
      },
    },
  });
  const more = h('button', {
    type: 'button',
    class: 'more',
    on: {
      click: () => {
        view.rows += rowsAtOnce;
        view.changed();
      },
    },
  });
  const nobody = h('p', { class: 'empty' });
  const table = h(
    'table',
    { class: 'backends', role: 'table', 'aria-labelledby': 'backends-title' },
    h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...headings)),
    body,
  );
  byId('backends').append(filter, table, nobody, more);

  return {
    /** To be called back when what is shown must change. */
    onChange(changed) {
      view.changed = changed;
    },
    update(model, pool, shares, mayChange) {
      const all = backendsOf(model, pool);
      const found = all.filter((backend) => matches(backend, view.filter)).sort(orderOf(view, shares));
      const shown = found.slice(0, view.rows);
      setHidden(filter, all.length < fewest && view.filter === '');
      setHidden(table, shown.length === 0);
      setData(table, 'change', String(mayChange('drain')));
      setHidden(nobody, shown.length > 0);
      setText(nobody, all.length === 0 ? 'This pool has no backends yet.' : 'No backend matches the filter.');
      setHidden(more, shown.length === found.length);
      setText(more, `Show more: ${count(shown.length)} of ${count(found.length)} shown`);
      for (const [i, { by }] of columns.entries()) sortedBy(headings[i], by, view);
      keep(
        body,
        shown,
        ({ id }) => id,
        (backend) => makeRow(backend, act),
        (row, backend) =>
          updateRow(row, { model, backend, share: shares.byId.get(backend.id), most: shares.most, mayChange }),
      );
    },
  };
}

function heading({ name, by = undefined, number = false, descends = number }, view) {
  const sort = () => {
    view.descending = view.by === by ? !view.descending : descends;
    view.by = by;
    view.changed();
  };
  const inside = by === undefined ? name : h('button', { type: 'button', on: { click: sort } }, name);
  return h('th', { role: 'columnheader', scope: 'col', class: number ? 'number' : undefined }, inside);
}

function sortedBy(element, by, view) {
  if (element.querySelector('button') === null) return;
  if (by === view.by) element.setAttribute('aria-sort', view.descending ? 'descending' : 'ascending');
  else element.removeAttribute('aria-sort');
}

function orderOf({ by, descending }, { byId: shares }) {
  const sign = descending ? -1 : 1;
  const value = (backend) => (by === 'skew' ? (shares.get(backend.id)?.skew ?? -1) : backend[by]);
  return (a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x !== y && by !== 'id') return (x - y) * sign;
    return byName(a.id, b.id) * (by === 'id' ? sign : 1);
  };
}

function matches(backend, filter) {
  if (filter === '') return true;
  const { id, address, zone, admin, health, healthReason, labels } = backend;
  const named = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return [id, address, zone, admin, health, healthReason, ...named].some((text) => text.toLowerCase().includes(filter));
}
