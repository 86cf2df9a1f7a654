import { expect, test } from 'vitest';
import { ask } from '../../support/a-daemon.ts';
import { anLbd } from './an-open-page.ts';
import { inBrowser } from './chromium.ts';

const attacks = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(2)</script>',
  "';alert(3);//",
  '</bdi></button><svg onload=alert(4)>',
  '{{constructor.constructor("alert(5)")()}}',
  'javascript:alert(6)',
  '&lt;b&gt;bold&amp;',
];

inBrowser('ids and labels that others chose', () => {
  test('are shown letter by letter, wherever they stand, and become nothing else', async () => {
    const { lbd, open, route } = await anLbd(['api-1', 'api-2']);
    const markup = '<b class=hostile>x</b>';
    for (const [i, attack] of attacks.entries()) {
      await route(attack, { labels: { [`l${i}`]: attack, markup }, claimed_backend_id: 'api-2' });
    }
    const settings = { id: 'api-3', address: 'api-3.test:80', zone: markup, labels: { label: markup } };
    await ask(lbd.admin, lbd.admin.CreateBackend, { backend: settings, pool: 'default' } as never).catch(
      () => undefined,
    );
    await lbd.lbctl('drain', 'api-1', '--reason', markup);
    const { page, shows, press, click, complaints } = await open();

    await shows('.backends tbody', `api-3.test:80 · ${markup}`);
    for (const attack of attacks) await shows('#journal', attack);
    await shows('#drain-list', markup);
    await shows('#violations', attacks[0]!);
    for (const attack of attacks) {
      await page.$eval('#q', (field) => (field as unknown as { select(): void }).select());
      await page.keyboard.type(attack);
      await press('Enter');
      await shows('dialog .session-name', attack);
      await shows('dialog .facts', attack);
      await shows('dialog .facts', `markup=${markup}`);
      await press('Escape');
    }
    await click('Drain… api-2');
    await page.type('dialog input[maxlength]', markup);
    await click('Preview');
    await click('Drain api-2');
    await shows('#drain-list', 'api-2');

    const strangers =
      'document.querySelectorAll("main img, main svg, main script, .hostile, dialog script, [onerror], [onload]").length';
    expect(await page.evaluate(strangers)).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('can neither turn the text around them, nor hide in it', async () => {
    const { open, route } = await anLbd(['api-1']);
    await route('user\u202egnp.exe');
    await route('zero\u200bwidth');
    const { shows, textOf } = await open();
    await shows('#journal', 'user\\u202egnp.exe');
    await shows('#journal', 'zero\\u200bwidth');
    expect(await textOf('#journal')).not.toMatch(/[\u202e\u200b]/);
  });
});
