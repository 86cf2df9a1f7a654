// Told apart by people who see colours differently, too: Okabe and Ito's palette, without its black, shaded for both
// themes by the style sheet. https://jfly.uni-koeln.de/color/
const shades = 8;
const given = new Map();

/** The colour of a backend on this page: the same in the chart and in the table. */
export function colourOf(id) {
  return `var(--shade-${shadeOf(id)})`;
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

/** In the order in which they come; a page that sees many repeats them. */
function shadeOf(id) {
  if (!given.has(id)) given.set(id, given.size % shades);
  return given.get(id);
}
