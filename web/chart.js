import { read } from './api.js';
import { colourLines, colourOf, paintOf } from './colours.js';
import { h, keep, setHidden, setText } from './dom.js';
import { nowOf } from './model.js';
import { byName, clock, count } from './words.js';

const linesShown = 8;
const pointsKept = 360;
const seriesKept = 64;
const height = 168;

/** Load over time: a line for each of the biggest backends. The past comes from lbd, what follows from the stream. */
export function createChart(parent, model) {
  let uplot = null;
  let pool = '';
  let what = 'sessions';
  /** Seconds; and by backend `{ sessions, inFlight }`, as long as the times. */
  let times = [];
  let series = new Map();
  let asked = 0;
  /** The backends whose lines the chart has. */
  let drawn = '';

  const readout = h('p', { class: 'readout' });
  const legend = h('ul', { class: 'legend', 'aria-hidden': 'true' });
  const canvas = h('div', { class: 'canvas', role: 'img' });
  const choice = h(
    'select',
    {
      'aria-label': 'What the chart shows',
      on: {
        change: () => {
          what = choice.value;
          draw();
        },
      },
    },
    h('option', { value: 'sessions' }, 'sessions'),
    h('option', { value: 'inFlight' }, 'requests in flight'),
  );
  parent.append(h('div', { class: 'chart-head' }, choice, readout, legend), canvas);
  new ResizeObserver(() => uplot?.setSize({ width: canvas.clientWidth, height })).observe(canvas);

  async function show(name) {
    pool = name;
    asked += 1;
    const turn = asked;
    const load = await read('load', { pool: name }).catch(() => null);
    if (turn !== asked || load === null) return;
    const length = load.pool.sessions.length;
    times = Array.from({ length }, (_, i) => (load.endMs - (length - 1 - i) * load.everyMs) / 1_000);
    series = new Map(Object.entries(load.backends));
    draw();
  }

  /** One more point, of what is known now: lbd took a sample. */
  function sample(atMs) {
    if (pool === '') return;
    const known = model.backends.get(pool) ?? new Map();
    makeRoom(known);
    for (const [id, values] of series) {
      values.sessions.push(known.get(id)?.sessions ?? null);
      values.inFlight.push(known.get(id)?.inFlight ?? null);
    }
    times.push(atMs / 1_000);
    if (times.length > pointsKept) {
      times.shift();
      for (const values of series.values()) {
        values.sessions.shift();
        values.inFlight.shift();
      }
    }
    draw({ isAnew: false });
  }

  /** Of many backends only the biggest are followed. */
  function makeRoom(known) {
    if (series.size >= seriesKept) for (const id of series.keys()) if (!known.has(id)) series.delete(id);
    const others = [...known.values()].filter(({ id }) => !series.has(id)).sort((a, b) => b[what] - a[what]);
    for (const { id } of others.slice(0, Math.max(0, seriesKept - series.size))) {
      series.set(id, { sessions: times.map(() => null), inFlight: times.map(() => null) });
    }
  }

  function draw({ isAnew = true } = {}) {
    const ids = biggest();
    colourLines(ids);
    keep(
      legend,
      ids,
      (id) => id,
      legendItem,
      () => {},
    );
    canvas.setAttribute('aria-label', words(ids));
    if (globalThis.uPlot === undefined || times.length === 0) return;
    const data = [times, ...ids.map((id) => series.get(id)[what])];
    if (!isAnew && uplot !== null && drawn === ids.join()) {
      uplot.setData(data);
      return;
    }
    uplot?.destroy();
    drawn = ids.join();
    uplot = new globalThis.uPlot(options(ids, canvas.clientWidth, tell), data, canvas);
  }

  function tell(index, ids) {
    const values = ids.map((id) => `${id} ${count(series.get(id)?.[what][index] ?? 0)}`);
    setText(readout, index === null ? '' : `${clock(times[index] * 1_000)}   ${values.join('   ')}`);
    setHidden(legend, index !== null);
  }

  function biggest() {
    const last = (id) => series.get(id)[what].findLast((value) => value !== null) ?? 0;
    const ids = [...series.keys()].sort((a, b) => last(b) - last(a)).slice(0, linesShown);
    return ids.sort(byName);
  }

  function words(ids) {
    const known = model.backends.get(pool) ?? new Map();
    const values = ids.map((id) => `${id} ${count(known.get(id)?.[what] ?? 0)}`);
    return `${choice.selectedOptions[0].textContent} over the last half hour; at ${clock(nowOf(model))}: ${values.join(', ')}`;
  }

  return { show, sample, draw };
}

function legendItem(id) {
  const swatch = h('span', { class: 'swatch' });
  swatch.style.background = colourOf(id);
  return h('li', {}, swatch, id);
}

function options(ids, width, tell) {
  const style = getComputedStyle(document.documentElement);
  const ink = paintOf('var(--ink-2)');
  const line = paintOf('var(--line)');
  const axis = { stroke: ink, font: `11px ${style.getPropertyValue('--font')}`, ticks: { show: false } };
  const seconds = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800];
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    hooks: { setCursor: [(plot) => tell(plot.cursor.idx ?? null, ids)] },
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, Math.ceil((max ?? 0) * 1.1))] } },
    axes: [
      {
        ...axis,
        size: 26,
        grid: { show: false },
        incrs: seconds,
        values: (_plot, splits) => splits.map((at) => clock(at * 1_000)),
        space: 80,
      },
      {
        ...axis,
        grid: { stroke: line, width: 1 },
        size: 48,
        values: (_plot, splits) => splits.map(count),
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6],
      },
    ],
    series: [
      {},
      ...ids.map((id) => ({
        label: id,
        stroke: paintOf(colourOf(id)),
        width: 1.5,
        points: { size: 4, show: (plot) => plot.data[0].length < 3 },
      })),
    ],
  };
}
