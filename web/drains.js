import { byId, h, keep, setHidden, setText } from './dom.js';
import { nowOf } from './model.js';
import { clock, count, countOf, span, visible } from './words.js';

const modes = { 'let-finish': 'let them finish', move: 'move them now', hold: 'hold them' };
const thens = { move: 'then the rest moves', expire: 'then the rest ends', hold: 'then the rest is held' };

const parts = new WeakMap();

/** The drains that run, with how far they are and when they will be over. */
export function updateDrains(model, mayChange, act) {
  const draining = [...model.backends.values()]
    .flatMap((pool) => [...pool.values()])
    .filter(({ admin, drain }) => admin === 'draining' && drain !== null);
  setHidden(byId('drains'), draining.length === 0);
  keep(
    byId('drain-list'),
    draining,
    ({ pool, id }) => `${pool}/${id}`,
    (backend) => make(backend, act),
    (element, backend) => update(element, backend, model, mayChange),
  );
}

function make({ pool, id }, act) {
  const part = {
    plan: h('span', { class: 'minor' }),
    bar: h('progress', { 'aria-label': `Drain of ${id}` }),
    left: h('p', { class: 'drain-left' }),
    details: h('p', { class: 'minor' }),
    undrain: h('button', { type: 'button', on: { click: () => act('undrain', pool, id) } }, `Undrain ${id}`),
    change: h('button', { type: 'button', on: { click: () => act('change', pool, id) } }, 'Change…'),
  };
  const title = h('p', { class: 'drain-title' }, h('b', { class: 'id' }, id), part.plan);
  const tools = h('div', { class: 'verbs' }, part.undrain, part.change);
  const element = h('article', { class: 'drain' }, title, part.bar, part.left, part.details, tools);
  parts.set(element, part);
  return element;
}

function update(element, backend, model, mayChange) {
  const part = parts.get(element);
  const { drain, sessions } = backend;
  const stand = model.drains.get(`${backend.pool}/${backend.id}`);
  const nowMs = nowOf(model);
  const held = Math.max(drain.held, sessions, 1);
  setText(part.plan, ` ${modes[drain.mode]}, ${drain.deadlineMs === null ? 'until undrain' : thens[drain.atDeadline]}`);
  if (part.bar.max !== held) part.bar.max = held;
  if (part.bar.value !== held - sessions) part.bar.value = held - sessions;
  setText(
    part.left,
    `${countOf(sessions, 'session')} left of ${count(Math.max(drain.held, sessions))}${etaWords(stand, nowMs)}`,
  );
  setText(part.details, detailsOf(backend, stand, nowMs));
  for (const button of [part.undrain, part.change]) setHidden(button, !mayChange('undrain'));
}

function etaWords(stand, nowMs) {
  if (stand === undefined || stand.etaMs === null || stand.etaMs <= nowMs) return '';
  return `, empty about ${clock(stand.etaMs)} (in ${span(stand.etaMs - nowMs)})`;
}

function detailsOf({ drain, sessions }, stand, nowMs) {
  const words = [];
  if (stand !== undefined) {
    if (drain.mode !== 'hold')
      words.push(
        `${count(stand.remaining)} can leave by themselves, ${count(Math.max(0, sessions - stand.remaining))} to move`,
      );
    words.push(`${count(stand.moved)} moved, ${count(stand.expired)} ended`);
    if (stand.ratePerSecond > 0) words.push(`${stand.ratePerSecond.toFixed(1)} a second`);
  }
  if (drain.deadlineMs !== null) {
    const left = drain.deadlineMs - nowMs;
    words.push(
      left > 0 ? `deadline ${clock(drain.deadlineMs)}, in ${span(left)}` : `deadline was ${clock(drain.deadlineMs)}`,
    );
  }
  if (drain.rate > 0) words.push(`at most ${count(drain.rate)} a second`);
  if (drain.to !== '') words.push(`to ${drain.to}`);
  if (drain.reason !== '') words.push(`“${visible(drain.reason)}”`);
  return words.join(' · ');
}
