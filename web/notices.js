import { byId, h, keep, setData, setText } from './dom.js';
import { backendsOf } from './model.js';
import { count, visible } from './words.js';

/** What needs a person, in words, worst first. */
export function updateNotices(model) {
  keep(byId('notices'), noticesOf(model), ({ text }) => text, make, update);
}

function noticesOf(model) {
  const { lbd, pools } = model;
  if (lbd === null) return [];
  const notices = [];
  if (!lbd.store.writable) {
    const text = `The store can't write: ${lbd.store.error}. Known sessions are kept, new ones are refused.`;
    notices.push({ grade: 'bad', text });
  }
  for (const warning of lbd.warnings) notices.push({ grade: 'odd', text: `${visible(warning)}.` });
  for (const pool of pools.values()) {
    const backends = backendsOf(model, pool.name);
    if (backends.length === 0) {
      notices.push({ grade: 'odd', text: `Pool ${pool.name} has no backends: lbctl backends add ID HOST:PORT` });
    } else if (pool.eligible === 0) {
      notices.push({ grade: 'bad', text: `Nobody in pool ${pool.name} may take a new session: they are refused.` });
    }
    if (pool.ignoresHealth) {
      const text = `Pool ${pool.name} is past its panic threshold: health is ignored, sessions are placed as if all were well.`;
      notices.push({ grade: 'bad', text });
    } else if (pool.isInPanic) {
      const text = `Panic in pool ${pool.name}: most of it is unhealthy, so nobody's sessions are written off. Look for a cause they share.`;
      notices.push({ grade: 'bad', text });
    }
  }
  const sessions = [...pools.keys()].flatMap((pool) => backendsOf(model, pool));
  const held = sessions.reduce((sum, backend) => sum + backend.sessions, 0);
  if (held > 0.9 * lbd.sessionLimit) {
    notices.push({
      grade: 'odd',
      text: `${count(held)} of ${count(lbd.sessionLimit)} sessions: the table is nearly full.`,
    });
  }
  return notices;
}

function make() {
  return h('p', { class: 'notice' });
}

function update(element, { grade, text }) {
  setText(element, text);
  setData(element, 'grade', grade);
}
