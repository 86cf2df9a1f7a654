/**
 * Makes an element. Children are texts or nodes: nothing here ever parses markup, so no id, label or reason can become
 * any. `on` holds listeners, `data` data attributes; a property that is false or undefined is left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | false | null | undefined)} children
 * @returns {any}
 */
export function h(tag, { on = {}, data = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(data)) element.dataset[name] = String(value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const child of children) if (child !== false && child !== null && child !== undefined) element.append(child);
  return element;
}

/** @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** Touches the page only where something changed: a selection, a focus or a reader's place is not lost. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setData(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Makes the children of `parent` those of `list`, by key: what is there already stays what it is. */
export function keep(parent, list, keyOf, make, update) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let at = parent.firstElementChild;
  for (const item of list) {
    const key = keyOf(item);
    let element = before.get(key);
    if (element === undefined) {
      element = make(item);
      element.dataset.key = key;
    }
    before.delete(key);
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
    update(element, item);
  }
  for (const gone of before.values()) gone.remove();
}
