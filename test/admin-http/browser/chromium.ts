import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';
import { afterAll, describe, expect, test } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const missing = 'there is no Chromium; apt-get install chromium';

/** Tests that need a browser; where there is none, they are skipped aloud. */
export function inBrowser(name: string, tests: () => void): void {
  if (programOf() !== undefined) return void describe(name, tests);
  describe(name, () => {
    test('is not tried', ({ skip }) => {
      expect(process.env.LBD_TEST_REQUIRE, missing).not.toBe('1');
      skip(missing);
    });
  });
}

let shared: Promise<Browser> | undefined;
let profile: string | undefined;

afterAll(async () => {
  await (await shared)?.close();
  if (profile !== undefined) rmSync(profile, { recursive: true, force: true });
});

/** The browser of this file's tests; each test opens pages of its own. */
export function aBrowser(): Promise<Browser> {
  profile ??= mkdtempSync(join(tmpdir(), 'lbd-browser-'));
  // Root has no sandbox; what it opens is our own page.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  shared ??= launch({ executablePath: programOf()!, userDataDir: profile, args });
  return shared;
}

/** Its path: the library looks nowhere for a name. */
function programOf(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
