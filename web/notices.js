import { byId, h, keep, setData, setText } from './dom.js';
import { capital, visible } from './words.js';

/** What needs a person, in words, worst first. */
export function updateNotices(model) {
  keep(byId('notices'), noticesOf(model), ({ text }) => text, make, update);
}

function noticesOf({ lbd, pools }) {
  const told = (lbd?.warnings ?? []).map((text) => ({ grade: gradeOf(text), text: `${capital(visible(text))}.` }));
  const panics = [...pools.values()].filter(({ ignoresHealth }) => ignoresHealth);
  const more = panics.map(({ name }) => ({
    grade: 'bad',
    text: `Pool ${name} is past its panic threshold: health is ignored, sessions are placed as if all were well.`,
  }));
  return [...told, ...more];
}

/** What keeps sessions from being placed, or will soon; the words are lbd's own, as lbctl status has them. */
function gradeOf(text) {
  return /^(the store|no backend|more than half)/.test(text) ? 'bad' : 'odd';
}

function make() {
  return h('p', { class: 'notice' });
}

function update(element, { grade, text }) {
  setText(element, text);
  setData(element, 'grade', grade);
}
