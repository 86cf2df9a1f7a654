import { closeButton, openDialog } from './dialog.js';
import { h, setHidden } from './dom.js';
import { visible } from './words.js';

/**
 * A change in two steps: what it would do, then whether that is meant. Whoever changes the plan sees it anew first.
 *
 * @param {{
 *   title: string,
 *   words: string,
 *   fields: Node[],
 *   confirm: string,
 *   danger?: boolean,
 *   request: () => any,
 *   preview: (request: any) => Promise<{ content: Node[], confirm?: string }>,
 *   apply: (request: any) => Promise<void>,
 * }} plan  `request` throws an Error in words for people where a field is wrong; `danger`: it can't be undone
 */
export function openPlan({ title, words, fields, confirm, danger = false, request, preview, apply }) {
  const outlook = h('div', { class: 'outlook', role: 'status', tabindex: '-1' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const previewButton = h('button', { type: 'submit', class: 'strong' }, 'Preview');
  const confirmButton = h(
    'button',
    { type: 'button', class: danger ? 'strong danger' : 'strong', hidden: true },
    confirm,
  );
  const form = h(
    'form',
    { method: 'dialog', novalidate: true },
    h('p', { class: 'minor' }, words),
    ...fields,
    outlook,
    problem,
    h('div', { class: 'dialog-verbs' }, closeButton('Cancel'), previewButton, confirmButton),
  );
  const dialog = openDialog(title, form);
  let seen;

  function forget() {
    seen = undefined;
    outlook.replaceChildren();
    problem.replaceChildren();
    setHidden(confirmButton, true);
    setHidden(previewButton, false);
  }

  async function attempt(button, work) {
    problem.replaceChildren();
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      problem.textContent = visible(error.message);
    } finally {
      button.disabled = false;
    }
  }

  form.addEventListener('input', forget);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (seen !== undefined) return;
    void attempt(previewButton, async () => {
      const wish = request();
      const { content, confirm: words = confirm } = await preview(wish);
      seen = wish;
      outlook.replaceChildren(...content);
      confirmButton.textContent = words;
      setHidden(previewButton, true);
      setHidden(confirmButton, false);
      confirmButton.focus();
    });
  });
  confirmButton.addEventListener('click', () => {
    if (seen === undefined) return;
    void attempt(confirmButton, async () => {
      await apply(seen);
      dialog.close();
    });
  });
}
