import { h } from './dom.js';

let count = 0;

/** A dialog with a title; the browser keeps the focus in it, closes it at Escape and gives the focus back. */
export function openDialog(title, ...content) {
  count += 1;
  const id = `dialog-${count}`;
  const dialog = h('dialog', { 'aria-labelledby': id }, h('h2', { id }, title), ...content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function closeButton(words, { isFirst = false } = {}) {
  return h(
    'button',
    { type: 'button', autofocus: isFirst, on: { click: (event) => event.target.closest('dialog').close() } },
    words,
  );
}

/** A label above its field, and a hint below. */
export function field(label, input, hint = '') {
  count += 1;
  input.id = `field-${count}`;
  if (hint !== '') input.setAttribute('aria-describedby', `hint-${count}`);
  return h(
    'div',
    { class: 'field' },
    h('label', { for: input.id }, label),
    input,
    hint !== '' && h('p', { class: 'minor', id: `hint-${count}` }, hint),
  );
}
