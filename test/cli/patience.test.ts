import { describe, expect, test } from 'vitest';
import { CommandError } from '../../cli/errors.ts';
import { pause, resumed, streamEnded, withPatience } from '../../cli/patience.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const unbounded = { over: new AbortController().signal, interrupted: false };

describe('what is resumed', () => {
  test('goes on where it broke off, and says so once', async () => {
    const said: string[] = [];
    let attempts = 0;
    let next = 1;
    async function* attempt(): AsyncGenerator<number> {
      attempts += 1;
      if (attempts === 2) throw streamEnded();
      while (next <= 4) {
        yield next++;
        if (next === 3 && attempts === 1) throw streamEnded();
      }
    }
    expect(await all(resumed(attempt, unbounded, (text) => said.push(text)))).toEqual([1, 2, 3, 4]);
    expect(said).toEqual(['lbd broke off its answers; trying until it is back', 'lbd is back']);
  });

  test('does not repeat what lbd refused, nor a bug', async () => {
    const notFound = new CommandError({ ...streamEnded().problem, code: 'NOT_FOUND' });
    for (const error of [notFound, new TypeError('bug')]) {
      // biome-ignore lint/correctness/useYield: it fails before
      async function* attempt(): AsyncGenerator<number> {
        throw error;
      }
      await expect(all(resumed(attempt, unbounded, () => {}))).rejects.toBe(error);
    }
  });

  test('ends without an error when patience is over', async () => {
    await withPatience(0, async (patience) => {
      async function* attempt(): AsyncGenerator<number> {
        yield 1;
        await pause(60_000, patience.over);
        throw streamEnded();
      }
      expect(await all(resumed(attempt, patience, () => {}))).toEqual([1]);
      expect(patience.interrupted).toBe(false);
    });
  });
});

describe('patience', () => {
  test('is over at Ctrl-C, and takes only the first one', async () => {
    const listeners = process.listenerCount('SIGINT');
    await withPatience(undefined, async (patience) => {
      process.emit('SIGINT');
      expect(patience).toMatchObject({ interrupted: true, over: { aborted: true } });
      expect(process.listenerCount('SIGINT')).toBe(listeners);
    });
  });
});
