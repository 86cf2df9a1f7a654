import { change } from './api.js';
import { createBackends } from './backends.js';
import { createChart } from './chart.js';
import { byId, setData, setText } from './dom.js';
import { openDrain } from './drain-dialog.js';
import { updateDrains } from './drains.js';
import { openExpireBackend } from './expire-dialog.js';
import { updateFigures } from './figures.js';
import { updateJournal } from './journal.js';
import { applyDrain, applyGap, applyJournal, applyPicture, createModel, nowOf } from './model.js';
import { updateNotices } from './notices.js';
import { say } from './said.js';
import { searchSessions, showSession } from './sessions.js';
import { sharesOf } from './shares.js';
import { createMe } from './sign-in.js';
import { follow } from './stream.js';
import { updateTabs } from './tabs.js';
import { startTheme } from './theme.js';
import { createViolations } from './violations.js';
import { clock, countOf, span, times, visible } from './words.js';

const model = createModel();
let chosenPool = '';
let lostSinceMs = 0;
let isWanted = false;

const me = createMe(render, () => follower.retry());
const onSession = (pool, id) => showSession(pool, id, me).catch((error) => say(error.message, 'bad'));
const backends = createBackends(act);
const violations = createViolations(onSession);
const chart = createChart(byId('chart'), model);

/** What a button asks for. */
function act(verb, pool, id) {
  if (verb === 'drain' || verb === 'change') return openDrain(model, pool, id);
  if (verb === 'expire') return openExpireBackend(pool, id);
  const done = { undrain: 'takes sessions again', cordon: 'takes no new sessions', uncordon: 'takes sessions again' };
  change(verb, { pool, id, reason: '' }).then(
    () => say(`${id} ${done[verb]}`),
    (error) => say(error.message, 'bad'),
  );
}

/** At the next frame, however often it is asked for. */
function render() {
  if (isWanted) return;
  isWanted = true;
  requestAnimationFrame(() => {
    isWanted = false;
    if (model.lbd !== null) draw();
  });
}

function draw() {
  if (!model.pools.has(chosenPool)) choosePool(poolOfAddress() ?? model.pools.keys().next().value ?? '');
  const pool = model.pools.get(chosenPool);
  const shares = sharesOf(model, chosenPool);
  updateNotices(model);
  updateFigures(model);
  updateTabs(model, chosenPool, choosePool);
  setText(byId('backends-title'), model.pools.size > 1 ? `Backends of ${chosenPool}` : 'Backends');
  setText(byId('pool-words'), pool === undefined ? '' : poolWords(pool, shares));
  backends.update(model, chosenPool, shares, me.mayChange);
  updateDrains(model, me.mayChange, act);
  updateJournal(model, onSession);
  violations.update(model);
  setText(byId('foot'), footWords());
}

function poolWords({ policy, idleTimeoutMs, sealed }, { sessions, skew }) {
  const words = [policy.replaceAll('_', ' '), countOf(sessions, 'session')];
  if (skew !== null) words.push(`skew ${times(skew)}`);
  words.push(`idle timeout ${span(idleTimeoutMs)}`);
  if (sealed) words.push('ids sealed');
  return words.join(' · ');
}

function footWords() {
  const { version, pid, startedAtMs, store } = model.lbd;
  const where =
    store.kind === 'memory' ? 'sessions in memory, they end with it' : `sessions in ${visible(store.location)}`;
  return `lbd ${version} · pid ${pid} · up ${span(nowOf(model) - startedAtMs)} · ${where}`;
}

function choosePool(name) {
  chosenPool = name;
  if (name !== '' && name !== poolOfAddress() && model.pools.size > 1) history.replaceState(null, '', `#pool=${name}`);
  void chart.show(name);
  render();
}

function poolOfAddress() {
  const [, name] = /^#pool=([A-Za-z0-9_-]+)$/.exec(location.hash) ?? [];
  return name !== undefined && model.pools.has(name) ? name : undefined;
}

const heard = {
  picture: (data) => applyPicture(model, data),
  drain: (data) => applyDrain(model, data),
  journal: (data) => applyJournal(model, data),
  gap: (data) => applyGap(model, data),
  sample: ({ atMs }) => chart.sample(atMs),
};

function onEvent(event, data) {
  const before = model.lbd?.startedAtMs;
  heard[event]?.(data);
  if (data.whole && before !== model.lbd.startedAtMs && chosenPool !== '') void chart.show(chosenPool);
  render();
}

function onState(state, { refusal = undefined, delayMs = undefined } = {}) {
  const live = byId('live');
  if (state === 'live') {
    // A login does not outlive lbd.
    if (lostSinceMs !== 0) void me.refresh();
    lostSinceMs = 0;
    setText(live, 'live');
  } else {
    lostSinceMs ||= Date.now();
    const since = `figures are of ${clock(lostSinceMs)}`;
    const why = refusal?.status > 0 ? refusal.message : 'lbd does not answer';
    setText(live, refusal?.status === 401 ? 'signed out' : `${why}; ${since}`);
    if (refusal?.status === 401) void me.refresh().then(() => me.askToken());
  }
  setData(live, 'state', state);
  setData(document.documentElement, 'live', state);
  live.title = delayMs === undefined ? '' : `asked again every ${span(delayMs)}`;
}

byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('q').value;
  if (text.trim() === '') return byId('q').focus();
  searchSessions(text, me).catch((error) => say(error.message, 'bad'));
});
// It scrolls: who has no mouse must get there.
byId('journal').tabIndex = 0;
byId('journal-kinds').addEventListener('change', render);
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea, dialog') !== null;
  if (event.key !== '/' || isTyping) return;
  event.preventDefault();
  byId('q').focus();
});
addEventListener('hashchange', () => {
  void signInByAddress();
  const name = poolOfAddress();
  if (name !== undefined && name !== chosenPool) choosePool(name);
});

/** `lbd --dev` prints the address with a token behind its #, which no server sees; it does not stay there. */
async function signInByAddress() {
  const [, token] = /^#token=(.+)$/.exec(location.hash) ?? [];
  if (token === undefined) return;
  history.replaceState(null, '', location.pathname);
  await me.signIn(token).catch((error) => say(error.message, 'bad'));
}

backends.onChange(render);
startTheme(() => chart.draw());
const follower = follow({ onEvent, onState });
void signInByAddress().then(me.refresh);
// Deadlines come nearer also when nothing happens.
setInterval(render, 1_000);
// The first figures don't wait for the chart's library.
byId('uplot').addEventListener('load', () => chart.draw());
