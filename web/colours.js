// Told apart by people who see colours differently, too: Okabe and Ito's palette, without its black, shaded for both
// themes by the style sheet. https://jfly.uni-koeln.de/color/
const shades = 8;
/** Shade by backend. */
let given = new Map();

/** Gives each backend in the chart a colour of its own; who is in it still keeps the one it had. */
export function colourLines(ids) {
  const kept = ids.filter((id) => given.has(id)).map((id) => [id, given.get(id)]);
  const taken = new Set(kept.map(([, shade]) => shade));
  const free = Array.from({ length: shades }, (_, shade) => shade).filter((shade) => !taken.has(shade));
  const fresh = ids.filter((id) => !given.has(id)).map((id, i) => [id, free[i % free.length]]);
  given = new Map([...kept, ...fresh]);
}

/** The same in the chart, its legend and the table; grey for who is not in the chart. */
export function colourOf(id) {
  return given.has(id) ? `var(--shade-${given.get(id)})` : 'var(--edge)';
}

/** A colour of the style sheet for the canvas, which knows neither variables nor themes. */
export function paintOf(variable) {
  const probe = document.createElement('span');
  probe.style.color = variable;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
