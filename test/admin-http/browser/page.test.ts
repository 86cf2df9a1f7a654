import { expect, test } from 'vitest';
import { anLbd } from './an-open-page.ts';
import { inBrowser } from './chromium.ts';

const mostBytes = 100_000;

inBrowser('the page in a browser', () => {
  test('comes whole with less than 100 kB over the wire, from nowhere else, and nothing is amiss', async () => {
    const { open } = await anLbd(['api-1', 'api-2']);
    const { page, url, complaints } = await open();
    const cdp = await page.createCDPSession();
    await cdp.send('Network.enable');
    const urls: string[] = [];
    let bytes = 0;
    cdp.on('Network.requestWillBeSent', ({ request }) => urls.push(request.url));
    cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.setCacheEnabled(false);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForSelector('.backends tbody tr');
    await page.waitForSelector('.canvas canvas');

    expect(urls.filter((each) => !each.startsWith(url))).toEqual([]);
    expect(urls.length).toBeGreaterThan(5);
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(mostBytes);
    expect(complaints).toEqual([]);
  });

  test('shows a route a moment later: figures, row and journal', async () => {
    const { open, route } = await anLbd(['api-1']);
    const { shows, textOf } = await open();
    expect(await textOf('.figure:first-child dd')).toBe('0');
    await route('ada');
    await shows('.figure:first-child dd', '1');
    await shows('.backends tbody td[data-label="Sessions"]', '1');
    await shows('#journal', 'assigned ada to api-1');
  });

  test('finds a session, and tells where it lives, why, and what happened to it', async () => {
    const { lbd, open, route } = await anLbd(['api-1', 'api-2']);
    await route('ada', { labels: { user: 'ada' } });
    await lbd.lbctl('drain', 'api-1', '--now', '--reason', 'new kernel');
    await route('ada');
    const { page, shows, press } = await open();
    await press('/');
    await page.keyboard.type('ada');
    await press('Enter');
    await shows('dialog', 'Lives on');
    for (const text of ['api-2', 'backend-drained, generation 2', 'user=ada', 'the session is known', 'from api-1']) {
      await shows('dialog', text);
    }
    await press('Escape');
    await page.waitForSelector('dialog', { hidden: true });

    await page.$eval('#q', (field) => (field as unknown as { select(): void }).select());
    await page.keyboard.type('labels.user = "ada"');
    await press('Enter');
    await shows('dialog', '1 session found');
    await press('Escape');

    await page.$eval('#q', (field) => (field as unknown as { select(): void }).select());
    await page.keyboard.type('nobody');
    await press('Enter');
    await shows('#said', 'there is no session "nobody" in any pool');
  });

  test('says when lbd is away, comes back by itself, and goes on in the journal', async () => {
    const { lbd, open, route } = await anLbd(['api-1']);
    await route('ada');
    const { page, shows, textOf } = await open();
    await shows('#journal', 'ada');
    const asked = page.waitForSelector('#live[data-state="lost"]');
    const restarted = lbd.restart('SIGKILL');
    await asked;
    expect(await textOf('#live')).toContain('lbd does not answer; figures are of');
    await restarted;
    await route('bob');
    await page.waitForSelector('#live[data-state="live"]');
    await shows('#journal', 'bob');
    const lines = (await textOf('#journal')).match(/assigned (ada|bob)/g);
    expect(lines).toEqual(['assigned bob', 'assigned ada']);
    // Its login ended with lbd: it shows, and asks again who wants to change.
    await shows('#sign-in', 'Sign in');
  });

  test('reads times as lbctl does, and writes them so that nobody misreads them', async () => {
    const { open } = await anLbd([]);
    const { page } = await open();
    const inPage = (expression: string) => page.evaluate(`import('/words.js').then((words) => ${expression})`);
    const typed = ['5m', '1h30m', '90s', 'now', '0', '500ms', ' 2H ', '5', '1.5h', '-1m', 'm', '', '1m1'];
    expect(await inPage(`${JSON.stringify(typed)}.map(words.parseSpan)`)).toEqual([
      ...[300_000, 5_400_000, 90_000, 0, 0, 500, 7_200_000],
      ...[null, null, null, null, null, null],
    ]);
    const spans = [0, 999, 1_000, 59_600, 130_000, 3_600_000, 90_061_000];
    const told = (await inPage(`${JSON.stringify(spans)}.map(words.span)`)) as string[];
    expect(told.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      ...['0 ms', '999 ms', '1 s', '1 m', '2 m 10 s', '1 h', '1 d 1 h'],
    ]);
    expect(await inPage('words.visible("a\\u202eb\\u200bc\\n\\ud800 é 漢 👍")')).toBe(
      'a\\u202eb\\u200bc\\u000a\\ud800 é 漢 👍',
    );
  });

  test.each(['light', 'dark'] as const)('has room at 360 pixels, in %s', async (theme) => {
    const { lbd, open, route } = await anLbd(['api-1', 'a'.repeat(63)]);
    await route('x'.repeat(256), { labels: { ['l'.repeat(60)]: 'v'.repeat(63) } });
    await lbd.lbctl('drain', 'api-1', '--reason', 'r'.repeat(200));
    const { page, shows, press, click } = await open({ width: 360, theme });
    const isWide = () =>
      page.evaluate(
        'document.documentElement.scrollWidth > innerWidth || (document.querySelector("dialog")?.scrollWidth ?? 0) > innerWidth',
      );
    await shows('#journal', 'xxx');
    expect(await isWide()).toBe(false);
    await page.type('#q', 'x'.repeat(256));
    await press('Enter');
    await shows('dialog', 'Lives on');
    expect(await isWide()).toBe(false);
    await press('Escape');
    await click(`Drain… ${'a'.repeat(63)}`);
    await page.waitForSelector('dialog form');
    expect(await isWide()).toBe(false);
  });

  test('gives every control a name to who hears the page, and every image words', async () => {
    const { lbd, open } = await anLbd(['api-1', 'api-2']);
    await lbd.lbctl('drain', 'api-1', '--hold');
    const { page, click, shows } = await open();
    await shows('#drains', 'api-1');
    const nameless = async () => {
      const cdp = await page.createCDPSession();
      const { nodes } = await cdp.send('Accessibility.getFullAXTree');
      const needsName = new Set([
        'button',
        'textbox',
        'searchbox',
        'combobox',
        'radio',
        'table',
        'progressbar',
        'image',
        'dialog',
      ]);
      return nodes
        .filter(({ ignored, role, name }) => !ignored && needsName.has(String(role?.value)) && !name?.value)
        .map(({ role }) => role?.value);
    };
    expect(await nameless()).toEqual([]);
    await click('Drain… api-2');
    await page.waitForSelector('dialog form');
    expect(await nameless()).toEqual([]);
  });
});
