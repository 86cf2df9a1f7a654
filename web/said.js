import { byId } from './dom.js';
import { visible } from './words.js';

const stayMs = 8_000;
let timer;

/** A sentence for everybody, also for who hears the page. */
export function say(sentence, grade = '') {
  const said = byId('said');
  said.textContent = visible(sentence);
  said.dataset.grade = grade;
  clearTimeout(timer);
  timer = setTimeout(() => said.replaceChildren(), stayMs);
}
