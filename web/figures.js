import { byId, h, keep, setData, setText } from './dom.js';
import { backendsOf, movesInAMinute } from './model.js';
import { sharesOf } from './shares.js';
import { count, times } from './words.js';

/** Beyond this a pool is worth a look. */
const muchSkew = 1.5;

/** The strip of figures on top: of all pools, so that nothing hides behind a tab. */
export function updateFigures(model) {
  keep(byId('figures'), figuresOf(model), ({ name }) => name, make, update);
}

function figuresOf(model) {
  const pools = [...model.pools.keys()];
  const shares = pools.map((pool) => sharesOf(model, pool));
  const backends = pools.flatMap((pool) => backendsOf(model, pool));
  const unhealthy = backends.filter(({ health }) => health === 'unhealthy').length;
  const out = backends.filter(({ notEligibleBecause }) => notEligibleBecause !== '').length;
  const sum = (of) => shares.reduce((total, each) => total + of(each), 0);
  const skew = Math.max(0, ...shares.map((each) => each.skew ?? 0));
  const isUneven = shares.some((each) => each.isEnough && each.skew > muchSkew);
  const violations = Object.values(model.lbd?.violations ?? {}).reduce((total, each) => total + each, 0);
  const moves = movesInAMinute(model);
  return [
    { name: 'Sessions', value: count(sum(({ sessions }) => sessions)) },
    {
      name: 'Eligible backends',
      value: `${count(backends.length - out)} / ${count(backends.length)}`,
      grade: backends.length > 0 && out === backends.length ? 'bad' : out > 0 ? 'odd' : '',
    },
    { name: 'Unhealthy', value: count(unhealthy), grade: unhealthy > 0 ? 'bad' : '' },
    { name: 'Skew, at worst', value: skew === 0 ? '–' : times(skew), grade: isUneven ? 'odd' : '' },
    { name: 'In flight', value: count(sum(({ inFlight }) => inFlight)) },
    { name: 'Moves, last minute', value: count(moves) },
    { name: 'Violations', value: count(violations), grade: violations > 0 ? 'odd' : '' },
  ];
}

function make() {
  return h('div', { class: 'figure' }, h('dt'), h('dd'));
}

function update(element, { name, value, grade = '' }) {
  const [dt, dd] = element.children;
  setText(dt, name);
  setText(dd, value);
  setData(element, 'grade', grade);
}
