import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from '../../support/a-daemon.ts';
import { type AnOpenPage, anLbd } from './an-open-page.ts';
import { inBrowser } from './chromium.ts';

const mostTabs = 60;

/** Presses Tab until the element with the focus has this text. */
async function tabTo({ page, press }: AnOpenPage, text: string): Promise<void> {
  for (let i = 0; i < mostTabs; i += 1) {
    await press('Tab');
    const focused = await page.evaluate('document.activeElement.textContent.replace(/\\s+/g, " ").trim()');
    if (focused === text) return;
  }
  throw new Error(`"${text}" is not reached by ${mostTabs} tabs`);
}

inBrowser('changes by the page', () => {
  test('a drain by mouse: planned, previewed, confirmed, followed, undone', async () => {
    const { lbd, open, route } = await anLbd(['api-1', 'api-2', 'api-3']);
    for (let i = 0; i < 9; i += 1) await route(`s-${i}`);
    const opened = await open();
    const { page, click, shows, textOf } = opened;
    await click('Drain… api-1');
    await page.waitForSelector('dialog form');
    await page.type('dialog input[maxlength]', 'new kernel');
    await click('Preview');
    await shows('.outlook', '3 sessions there now.');
    await shows('.receivers', 'api-2');
    const { admin_state } = await ask(lbd.admin, lbd.admin.GetBackend, { backend_id: 'api-1' });
    expect(admin_state).toBe('ADMIN_STATE_ACTIVE');

    // Another plan is another preview.
    await page.select('dialog select', 'expire');
    expect(await textOf('.outlook')).toBe('');
    await click('Preview');
    await shows('.outlook', 'would end, not move');
    await click('Drain api-1');

    await shows('#drain-list', 'api-1 let them finish, then the rest ends');
    await shows('#drain-list', '3 sessions left of 3');
    await shows('#drain-list', 'new kernel');
    await shows('#journal', 'by page');
    await page.waitForSelector('dialog', { hidden: true });
    await click('Undrain api-1');
    await shows('#said', 'api-1 takes sessions again');
    await page.waitForSelector('#drains', { hidden: true });
    expect(opened.complaints).toEqual([]);
  });

  test('a drain by keyboard: everything is reached, and the focus comes back', async () => {
    const { open, route } = await anLbd(['api-1', 'api-2']);
    for (let i = 0; i < 4; i += 1) await route(`s-${i}`);
    const opened = await open();
    const { page, press, shows } = opened;
    await tabTo(opened, 'Drain… api-1');
    await press('Enter');
    await page.waitForSelector('dialog form');
    await press('Escape');
    await page.waitForSelector('dialog', { hidden: true });
    expect(await page.evaluate('document.activeElement.dataset.verb')).toBe('drain');

    await press('Enter', 'ArrowDown'); // move them now
    await tabTo(opened, 'Preview');
    await press('Enter');
    await shows('.outlook', '2 would move now');
    await press('Enter'); // the focus is on what confirms
    await shows('.backends tbody', 'drained');
    await shows('#journal', 'moved');
  });

  test('sessions are moved before one’s eyes', async () => {
    const { lbd, open, route } = await anLbd(['api-1', 'api-2']);
    for (let i = 0; i < 10; i += 1) await route(`s-${i}`);
    const { shows } = await open();
    await shows('.figure:first-child dd', '10');
    await lbd.lbctl('drain', 'api-1', '--move');
    await shows('.backends tbody tr:nth-child(2) td[data-label="Sessions"]', '10');
    await shows('.backends tbody tr:nth-child(1)', 'drained');
    await shows('.figure:nth-child(6) dd', '5');
  });

  test('sessions end after a look at how many', async () => {
    const { open, route } = await anLbd(['api-1']);
    for (let i = 0; i < 3; i += 1) await route(`s-${i}`);
    const { page, click, shows } = await open();
    await click('Expire… api-1');
    await page.type('dialog input', '1h');
    await click('Preview');
    await shows('dialog .problem', 'No session fits');
    await page.$eval('dialog input', (field) => {
      (field as unknown as { value: string }).value = '';
    });
    await click('Preview');
    await shows('.outlook', '3 sessions would end now');
    await click('End 3 sessions');
    await shows('#said', '3 sessions ended');
    await shows('.figure:first-child dd', '0');
  });

  test('who is not signed in sees no buttons; a token brings them, and no token stays in the page', async () => {
    const { lbd, open } = await anLbd(['api-1']);
    const { page, click, shows, url } = await open({ signedIn: false });
    await page.waitForSelector('.backends tbody tr');
    expect(await page.$('button[data-verb]:not([hidden])')).toBeNull();
    await click('Sign in');
    await page.type('#token', 'wrong');
    await page.keyboard.press('Enter');
    await shows('dialog .problem', 'lbd does not know this token');
    await page.$eval('#token', (field) => {
      (field as unknown as { value: string }).value = '';
    });
    const token = readFileSync(join(lbd.folder, 'page-token'), 'utf8').trim();
    await page.type('#token', token);
    await page.keyboard.press('Enter');
    await click('Cordon api-1');
    await shows('#said', 'api-1 takes no new sessions');
    await shows('.backends tbody', 'cordoned');
    await page.goto(`${url}#token=${token}`);
    await shows('#who', 'page');
    expect(page.url()).toBe(url);
    expect(
      await page.evaluate('document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })'),
    ).not.toContain(token);
  });

  test('where lbd has tokens nothing is shown before one is given, and a viewer changes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbd-tokens-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'tokens');
    writeFileSync(file, `vera viewer sha256:${hash('sha256', 'a-token-of-vera')}\n`, { mode: 0o600 });
    const { open } = await anLbd(['api-1'], ['--tokens', file]);
    const { page, shows } = await open({ signedIn: false, isOpen: false });
    await shows('#live', 'signed out');
    expect(await page.$('.backends tbody tr')).toBeNull();
    await page.type('dialog #token', 'a-token-of-vera');
    await page.keyboard.press('Enter');
    await shows('#who', 'vera');
    await shows('.backends tbody', 'api-1');
    expect(await page.$('button[data-verb]:not([hidden])')).toBeNull();
  });

  test('a refusal is told in lbd’s words', async () => {
    const { lbd, open } = await anLbd(['api-1', 'api-2']);
    const { click, shows, page } = await open();
    await click('Drain… api-1');
    await page.waitForSelector('dialog form');
    await lbd.lbctl('backends', 'remove', 'api-1', '--yes');
    await click('Preview');
    await shows('dialog .problem', 'there is no backend "api-1" in pool "default"');
  });
});
