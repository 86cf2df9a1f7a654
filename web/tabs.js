import { byId, h, keep, setData, setHidden, setText } from './dom.js';
import { backendsOf } from './model.js';
import { count } from './words.js';

/** One button a pool; hidden where there is one only. */
export function updateTabs(model, chosen, choose) {
  const nav = byId('pools');
  const pools = [...model.pools.values()];
  setHidden(nav, pools.length < 2);
  keep(
    nav,
    pools,
    ({ name }) => name,
    ({ name }) =>
      h('button', { type: 'button', on: { click: () => choose(name) } }, h('span'), h('span', { class: 'number' })),
    (element, { name, isInPanic, ignoresHealth, eligible }) => {
      const backends = backendsOf(model, name);
      const [label, number] = element.children;
      const isBad = isInPanic || ignoresHealth || (eligible === 0 && backends.length > 0);
      const unhealthy = backends.filter(({ health }) => health === 'unhealthy').length;
      const words = isBad ? ' – needs attention' : unhealthy > 0 ? ` – ${unhealthy} unhealthy` : '';
      setText(label, `${name}${words}`);
      setText(number, count(backends.reduce((sum, { sessions }) => sum + sessions, 0)));
      setData(element, 'grade', isBad ? 'bad' : unhealthy > 0 ? 'odd' : '');
      element.setAttribute('aria-pressed', String(name === chosen));
    },
  );
}
