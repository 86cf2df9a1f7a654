import { change } from './api.js';
import { field } from './dialog.js';
import { h } from './dom.js';
import { backendsOf } from './model.js';
import { openPlan } from './plan-dialog.js';
import { say } from './said.js';
import { capital, count, countOf, parseSpan, percent } from './words.js';

const modes = [
  ['let-finish', 'Let them finish', 'No new sessions; who is still there at the deadline moves at the next request.'],
  ['move', 'Move them now', 'The rest moves at once, idle ones first.'],
  ['hold', 'Hold them', 'A planned restart: nothing moves, requests wait until undrain.'],
];

/** Begins a drain, or changes the one that runs: what is left as it is keeps its value there. */
export function openDrain(model, pool, id) {
  const backend = model.backends.get(pool)?.get(id);
  if (backend === undefined) return;
  const running = backend.admin === 'draining' ? backend.drain : null;
  const deadline = h('input', {
    value: running === null ? '5m' : '',
    placeholder: running === null ? '5m' : 'as it is',
    list: 'deadlines',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const presets = h(
    'datalist',
    { id: 'deadlines' },
    ...['now', '1m', '5m', '15m', '1h', '4h'].map((value) => h('option', { value })),
  );
  const chosen = running?.mode ?? 'let-finish';
  const radios = modes.map(([value, words, hint]) =>
    h(
      'label',
      { class: 'radio' },
      h('input', { type: 'radio', name: 'mode', value, checked: value === chosen }),
      h('span', {}, h('b', {}, words), h('span', { class: 'minor' }, hint)),
    ),
  );
  const how = h('fieldset', {}, h('legend', {}, 'Sessions there now'), ...radios);
  const then = select(
    { move: 'move the rest', expire: 'end the rest', hold: 'hold the rest until undrain' },
    running?.atDeadline ?? 'move',
  );
  const others = backendsOf(model, pool).filter((other) => other.id !== id && other.admin === 'active');
  const to = select(
    { '': 'whom the policy chooses', ...Object.fromEntries(others.map((other) => [other.id, other.id])) },
    running?.to ?? '',
  );
  const rate = h('input', {
    inputmode: 'numeric',
    placeholder: 'no limit',
    value: running?.rate || '',
    autocomplete: 'off',
  });
  const reason = h('input', { maxlength: '200', placeholder: 'for the journal', autocomplete: 'off' });

  openPlan({
    title: running === null ? `Drain ${id}` : `Change the drain of ${id}`,
    words: `It holds ${countOf(backend.sessions, 'session')} and takes no new ones from now on. Undrain takes it back at any time.`,
    fields: [
      how,
      h('div', { class: 'row' }, field('Deadline', deadline, 'now, or up to 24h'), field('At the deadline', then)),
      h('div', { class: 'row' }, field('Received by', to), field('Sessions a second', rate)),
      field('Reason', reason),
      presets,
    ],
    confirm: running === null ? `Drain ${id}` : 'Change the drain',
    request: () => ({
      pool,
      id,
      mode: how.querySelector('input:checked').value,
      atDeadline: then.value,
      deadlineMs: deadlineOf(deadline.value),
      to: to.value,
      rate: rateOf(rate.value),
      reason: reason.value.trim(),
    }),
    preview: async (wish) => ({ content: outlook(await change('drain', { ...wish, validateOnly: true }), wish) }),
    apply: async (wish) => {
      const { admin, sessions } = await change('drain', wish);
      say(admin === 'drained' ? `${id} is drained` : `${id} is draining: ${countOf(sessions, 'session')} there`);
    },
  });
}

function outlook({ held, leaving, receivers, homeless, warnings }, { mode }) {
  const moving = Object.entries(receivers).sort(([, a], [, b]) => b - a);
  const moved = moving.reduce((sum, [, each]) => sum + each, 0);
  const lines = [h('p', { class: 'outlook-sum' }, h('b', {}, countOf(held, 'session')), ' there now.')];
  if (held > 0 && mode !== 'move')
    lines.push(h('p', {}, `${count(leaving)} would have left by the deadline if not seen again.`));
  if (moved > 0)
    lines.push(
      h(
        'p',
        {},
        `${count(moved)} would move${mode === 'move' ? ' now' : ', each at its next request after the deadline'}:`,
      ),
      receiverList(moving, moved),
    );
  if (homeless > 0)
    lines.push(h('p', { class: 'warning' }, `${countOf(homeless, 'session')} would find no other home.`));
  return [...lines, ...warnings.map((warning) => h('p', { class: 'warning' }, capital(warning)))];
}

function receiverList(moving, moved) {
  const items = moving.slice(0, 8).map(([id, each]) => {
    const bar = h('span', { class: 'bar-fill' });
    bar.style.inlineSize = `${(each / moved) * 100}%`;
    return h(
      'li',
      {},
      h('b', { class: 'id' }, id),
      h('span', { class: 'bar', 'aria-hidden': 'true' }, bar),
      h('span', { class: 'number' }, count(each)),
      h('span', { class: 'number minor' }, percent(each / moved)),
    );
  });
  const rest = moving.length - items.length;
  return h('ul', { class: 'receivers' }, ...items, rest > 0 && h('li', {}, `and ${countOf(rest, 'more backend')}`));
}

function deadlineOf(text) {
  if (text.trim() === '') return null;
  const ms = parseSpan(text);
  if (ms !== null && ms <= 86_400_000) return ms;
  throw new Error(`The deadline “${text}” is no time: write 90s, 5m, 1h30m or now, up to 24h.`);
}

/** 0 for no limit. */
function rateOf(text) {
  if (text.trim() === '') return 0;
  const rate = Number(text);
  if (Number.isInteger(rate) && rate > 0) return rate;
  throw new Error(`“${text}” is no number of sessions a second: write 10, or nothing for no limit.`);
}

function select(options, chosen) {
  return h(
    'select',
    {},
    ...Object.entries(options).map(([value, words]) => h('option', { value, selected: value === chosen }, words)),
  );
}
