import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ADaemon, aDaemon } from '../support/a-daemon.ts';
import type { Running } from '../support/a-process.ts';
import { type ABackend, aBackend, aFreePort } from './a-backend.ts';
import { type ABrowser, aBrowser } from './a-browser.ts';

/** What a proxy's example file is to be filled with. */
export interface ProxyPlace {
  readonly folder: string;
  readonly port: number;
  readonly keysFile: string;
  readonly backends: readonly ABackend[];
  /** As lbd's flag has it. */
  readonly pick: string;
}

export interface AProxy {
  /** Of `--pick`. */
  pickAddress(folder: string): Promise<string>;
  /** Resolves when it takes connections. */
  start(place: ProxyPlace): Promise<Running>;
  /** Until the proxy has seen that lbd is there, or away. */
  settled(place: ProxyPlace, lbdIsThere: boolean): Promise<void>;
}

/** What a session may expect of a proxy that asks lbd. */
export function proxiedContract(name: string, why: string | undefined, proxy: AProxy): void {
  if (process.env.LBD_TEST_REQUIRE === '1') test(`${name} is there to be tested`, () => expect(why).toBeUndefined());
  describe.skipIf(why !== undefined)(`a session behind ${name}${why === undefined ? '' : ` (${why})`}`, () => {
    let lbd: ADaemon;
    let running: Running;
    let place: ProxyPlace;
    let browser: ABrowser;

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'lbd-planes-'));
      chmodSync(folder, 0o755); // the proxy's workers are another user
      const backends = await Promise.all(['api-1', 'api-2', 'api-3'].map(aBackend));
      place = {
        folder,
        port: await aFreePort(),
        keysFile: join(folder, 'lbd-keys'),
        backends,
        pick: await proxy.pickAddress(folder),
      };
      lbd = await aDaemon(['--pick', place.pick]);
      for (const { id, address } of backends) await ran('backends', 'add', id, address);
      writeFileSync(place.keysFile, (await ran('keys', 'export')).stdout, { mode: 0o644 });
      running = await proxy.start(place);
      await proxy.settled(place, true);
    }, 60_000);

    afterAll(async () => {
      running?.child.kill('SIGTERM');
      await running?.ended;
      await lbd?.stop();
      for (const backend of place.backends) await backend.kill();
    });

    beforeEach(() => {
      browser = aBrowser(`http://127.0.0.1:${place.port}/app?x=1`);
    });

    async function ran(...words: string[]) {
      const done = await lbd.lbctl(...words);
      expect(done, `lbctl ${words.join(' ')}`).toMatchObject({ code: 0 });
      return done;
    }

    const home = (id: string) => place.backends.find((backend) => backend.id === id)!;

    test('stays on one backend, and gets its cookie once', async () => {
      const first = await browser.get();
      expect(first).toMatchObject({ status: 200, setCookie: expect.stringContaining('session_id=') });
      for (let i = 0; i < 5; i += 1) expect(await browser.get()).toEqual({ status: 200, id: first.id, setCookie: '' });
      const homes = new Set<string>();
      for (let i = 0; i < 6; i += 1) homes.add((await aBrowser(`http://127.0.0.1:${place.port}/`).get()).id);
      expect(homes.size).toBeGreaterThan(1);
    });

    test('goes on elsewhere when its backend fails, in the same request and with a new cookie, and stays there', async () => {
      const first = await browser.get();
      await home(first.id).kill();
      try {
        const second = await browser.get();
        expect(second).toMatchObject({ status: 200, setCookie: expect.stringContaining(`.${second.id}.`) });
        expect(second.id).not.toBe(first.id);
        expect(await browser.get()).toEqual({ status: 200, id: second.id, setCookie: '' });
        const posted = aBrowser(`http://127.0.0.1:${place.port}/`);
        for (let i = 0; i < 4; i += 1) {
          expect(await posted.get({ method: 'POST', body: 'x'.repeat(1_000) })).toMatchObject({ status: 200 });
        }
      } finally {
        await home(first.id).start();
      }
    });

    test('leaves a drained backend, and stays on one that drains', async () => {
      const { id } = await browser.get();
      await ran('drain', id, '--deadline', '1h');
      expect(await browser.get()).toMatchObject({ id, setCookie: '' });
      for (let i = 0; i < 4; i += 1) expect((await aBrowser(`http://127.0.0.1:${place.port}/`).get()).id).not.toBe(id);
      await ran('drain', id, '--now');
      const after = await browser.get();
      expect(after.id).not.toBe(id);
      expect(after.setCookie).toContain(`.${after.id}.`);
      await ran('undrain', id);
    });

    test('is refused with 503 when nobody may serve it', async () => {
      for (const { id } of place.backends) await ran('drain', id, '--now');
      expect(await browser.get()).toMatchObject({ status: 503 });
      for (const { id } of place.backends) await ran('undrain', id);
      expect(await browser.get()).toMatchObject({ status: 200 });
    });

    test('stays at home while lbd is away, and a forged cookie proves nothing', async () => {
      const first = await browser.get();
      lbd.process.child.kill('SIGKILL');
      await lbd.process.ended;
      await proxy.settled(place, false);
      for (let i = 0; i < 4; i += 1) expect(await browser.get()).toMatchObject({ status: 200, id: first.id });

      const value = browser.jar.get('session_id')!;
      const other = place.backends.find(({ id }) => id !== first.id)!.id;
      const forged = new Map([['session_id', value.replace(`.${first.id}.`, `.${other}.`)]]);
      const homes = new Set<string>();
      for (let i = 0; i < 6; i += 1) {
        homes.add((await aBrowser(`http://127.0.0.1:${place.port}/`, new Map(forged)).get()).id);
      }
      expect(homes.size, 'a forged cookie was followed').toBeGreaterThan(1);

      await lbd.restart('SIGKILL');
      await proxy.settled(place, true);
      expect(await browser.get()).toEqual({ status: 200, id: first.id, setCookie: '' });
    });
  });
}
