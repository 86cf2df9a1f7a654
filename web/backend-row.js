import { colourOf } from './colours.js';
import { h, setData, setHidden, setText } from './dom.js';
import { nowOf } from './model.js';
import { count, percent, span, times, visible, when } from './words.js';

/** What may be asked of a backend, by its admin state. */
const verbs = {
  active: ['drain', 'cordon', 'expire'],
  cordoned: ['drain', 'uncordon', 'expire'],
  draining: ['undrain', 'change', 'expire'],
  drained: ['undrain'],
};
const words = {
  drain: 'Drain…',
  change: 'Change…',
  undrain: 'Undrain',
  cordon: 'Cordon',
  uncordon: 'Uncordon',
  expire: 'Expire…',
};

const parts = new WeakMap();

export function makeRow(backend, act) {
  const part = {
    swatch: h('span', { class: 'swatch', 'aria-hidden': 'true' }),
    id: h('b', { class: 'id' }),
    address: h('span', { class: 'minor' }),
    admin: h('span', { class: 'state' }),
    health: h('span', { class: 'state' }),
    why: h('span', { class: 'minor why' }),
    sessions: h('span'),
    limit: h('span', { class: 'minor' }),
    bar: h('span', { class: 'bar-fill' }),
    fair: h('span', { class: 'bar-fair' }),
    share: h('span', { class: 'bar-words' }),
    skew: h('span', { class: 'minor skew' }),
    inFlight: h('span'),
    buttons: new Map(),
  };
  for (const verb of Object.keys(words)) {
    const button = h('button', {
      type: 'button',
      data: { verb },
      on: { click: () => act(verb, backend.pool, backend.id) },
    });
    button.append(words[verb], h('span', { class: 'hidden' }, ` ${backend.id}`));
    part.buttons.set(verb, button);
  }
  const cell = (label, className, ...children) =>
    h('td', { role: 'cell', class: className, data: { label } }, ...children);
  const row = h(
    'tr',
    { role: 'row' },
    h('th', { role: 'rowheader', scope: 'row' }, part.swatch, part.id, part.address),
    cell('State', 'states', part.admin, part.health, part.why),
    cell('Sessions', 'number', part.sessions, part.limit),
    cell(
      'Share, skew',
      'share',
      h('span', { class: 'bar', 'aria-hidden': 'true' }, part.bar, part.fair),
      part.share,
      part.skew,
    ),
    cell('In flight', 'number', part.inFlight),
    cell('Change', 'verbs', ...part.buttons.values()),
  );
  parts.set(row, part);
  return row;
}

export function updateRow(row, { model, backend, share, most, mayChange }) {
  const part = parts.get(row);
  const nowMs = nowOf(model);
  part.swatch.style.background = colourOf(backend.id);
  setText(part.id, backend.id);
  setText(part.address, [visible(backend.address), visible(backend.zone)].filter(Boolean).join(' · '));
  part.address.title = [backend.address, ...Object.entries(backend.labels).map((label) => label.join('='))]
    .map(visible)
    .join('\n');
  setText(part.admin, backend.admin);
  setData(part.admin, 'state', backend.admin);
  const isUnprobed = backend.health === 'unknown' && backend.healthReason === 'not probed';
  setText(part.health, isUnprobed ? 'not probed' : backend.health);
  setData(part.health, 'state', backend.health);
  part.health.title = `since ${when(backend.healthSinceMs, nowMs)}`;
  const why = whyOf(backend, nowMs);
  setHidden(part.why, why === '');
  setText(part.why, why);
  setText(part.sessions, count(backend.sessions));
  setText(part.limit, backend.maxSessions > 0 ? ` of ${count(backend.maxSessions)}` : '');
  part.bar.style.inlineSize = percentOf(share?.share ?? 0, most);
  part.bar.style.background = colourOf(backend.id);
  setHidden(part.fair, share?.fair == null);
  part.fair.style.insetInlineStart = percentOf(share?.fair ?? 0, most);
  setText(part.share, percent(share?.share ?? 0));
  part.share.title = share?.fair == null ? 'takes no new sessions' : `${percent(share.fair)} would be fair by weight`;
  setText(part.skew, share?.skew == null ? '' : `${times(share.skew)} of fair`);
  setText(part.inFlight, count(backend.inFlight));
  for (const [verb, button] of part.buttons) {
    setHidden(button, !verbs[backend.admin].includes(verb) || !mayChange(verb));
  }
}

/** Of the bar whose end is the biggest share. */
function percentOf(share, most) {
  return `${most > 0 ? (share / most) * 100 : 0}%`;
}

/** Why it is as it is: only what is not said by the two states. */
function whyOf(backend, nowMs) {
  const { admin, health, healthReason, agent, ejectedUntilMs, notEligibleBecause, weightPercent, drain } = backend;
  const reasons = [];
  if (admin === 'draining') reasons.push(...drainWords(backend, nowMs));
  if (admin !== 'active' && drain?.reason) reasons.push(`“${visible(drain.reason)}”`);
  if (health === 'unhealthy') reasons.push(visible(healthReason));
  if (ejectedUntilMs !== null) reasons.push(`ejected until ${when(ejectedUntilMs, nowMs)}`);
  if (agent !== '') reasons.push(`says: ${agent}`);
  const isPlain = notEligibleBecause === admin || notEligibleBecause.startsWith('unhealthy');
  if (notEligibleBecause !== '' && !isPlain && agent === '') reasons.push(visible(notEligibleBecause));
  if (notEligibleBecause === '' && weightPercent < 100 && agent === '')
    reasons.push(`slow start: ${weightPercent} % of its weight`);
  if (backend.weight !== 1) reasons.push(`weight ${backend.weight}`);
  return reasons.join(' · ');
}

function drainWords({ sessions, drain }, nowMs) {
  const left = [`${count(sessions)} left`];
  if (drain.deadlineMs === null) return [...left, 'held until undrain'];
  return [...left, drain.deadlineMs > nowMs ? `deadline in ${span(drain.deadlineMs - nowMs)}` : 'deadline passed'];
}
