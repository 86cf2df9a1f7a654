import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { KeyInput, Page } from 'puppeteer-core';
import { onTestFinished } from 'vitest';
import type { RouteRequest } from '../../../proto/generated/lb/v1/RouteRequest.ts';
import { type ADaemon, aDaemon, ask } from '../../support/a-daemon.ts';
import { aBrowser } from './chromium.ts';

/** For a machine that has much else to do. */
const patienceMs = 90_000;

export interface AnOpenPage {
  readonly page: Page;
  readonly url: string;
  /** What the browser complained of: scripts that failed, what its policy forbade, what was not found. */
  readonly complaints: readonly string[];
  /** Clicks the visible button with these words, or this accessible name. */
  click(words: string): Promise<void>;
  /** Resolves when the text of the first element that fits holds `text`. */
  shows(selector: string, text: string): Promise<void>;
  press(...keys: KeyInput[]): Promise<void>;
  textOf(selector: string): Promise<string>;
}

export interface Opening {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  readonly signedIn?: boolean;
  /** False where nothing is shown to who is not signed in. */
  readonly isOpen?: boolean;
}

/** A built lbd with a page on a port that outlives a restart, and these backends. */
export async function anLbd(backends: readonly string[], args: readonly string[] = []) {
  const port = await aFreePort();
  const lbd = await aDaemon(['--admin', `127.0.0.1:${port}`, '--log-level', 'error', ...args]);
  onTestFinished(() => lbd.stop());
  for (const id of backends) {
    const { code, stderr } = await lbd.lbctl('backends', 'add', id, `${id}.test:80`);
    if (code !== 0) throw new Error(stderr);
  }
  const route = (session_id: string, more: RouteRequest = {}) =>
    ask(lbd.routing, lbd.routing.Route, { session_id, ...more });
  return { lbd, route, open: (opening?: Opening) => open(lbd, `http://127.0.0.1:${port}/`, opening) };
}

async function open(
  { folder }: ADaemon,
  url: string,
  { width = 1280, theme = 'light', signedIn = true, isOpen = true }: Opening = {},
): Promise<AnOpenPage> {
  const context = await (await aBrowser()).createBrowserContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  const token = signedIn ? readFileSync(join(folder, 'page-token'), 'utf8').trim() : '';
  await page.goto(signedIn ? `${url}#token=${token}` : url);
  if (isOpen) await page.waitForSelector('#live[data-state="live"]');
  if (isOpen) await page.waitForSelector('.figure');
  if (signedIn) await page.waitForFunction("document.querySelector('#who').textContent === 'page'");
  return {
    page,
    url,
    complaints,
    async click(words) {
      const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space(.)="${words}"][not(@hidden)])`, {
        visible: true,
      });
      await button!.click();
    },
    shows: async (selector, text) => {
      const holds = (each: string, wanted: string) =>
        (globalThis as unknown as Dom).document.querySelector(each)?.textContent.includes(wanted) ?? false;
      await page.waitForFunction(holds, {}, selector, text);
    },
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    textOf: (selector) =>
      page.$eval(selector, (element) => (element as unknown as { textContent: string }).textContent),
  };
}

/** The little of a browser's world that tests look at; Node's types don't know it. */
interface Dom {
  readonly document: { querySelector(selector: string): { readonly textContent: string } | null };
}

async function aFreePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  server.close();
  await once(server, 'close');
  return port;
}
