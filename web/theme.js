import { byId, setText } from './dom.js';

const storageKey = 'lbd-theme';
const order = ['auto', 'light', 'dark'];
const words = { auto: 'as the system', light: 'light', dark: 'dark' };

/** As the system, unless the reader chose. @param changed called when colours have changed */
export function startTheme(changed) {
  let theme = order.find((known) => known === localStorage.getItem(storageKey)) ?? 'auto';
  const button = byId('theme');
  const apply = () => {
    document.documentElement.dataset.theme = theme;
    setText(button, theme[0].toUpperCase() + theme.slice(1));
    button.setAttribute('aria-label', `Theme: ${words[theme]}`);
    changed();
  };
  button.addEventListener('click', () => {
    theme = order[(order.indexOf(theme) + 1) % order.length];
    localStorage.setItem(storageKey, theme);
    apply();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  apply();
}
