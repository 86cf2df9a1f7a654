import { describe, expect, test } from 'vitest';
import { Gate } from '../../daemon/health/gate.ts';
import { firstDelayMs, nextDelayMs } from '../../daemon/health/pace.ts';

describe('the time to the next look', () => {
  const quiet = { isChanging: false, looks: 2 };

  test.each([
    ['shortest', 0, 900],
    ['mean', 0.5, 1_000],
    ['longest', 1, 1_100],
  ])('is the interval give or take a tenth: the %s', (_which, chance, ms) => {
    expect(nextDelayMs(1_000, quiet, () => chance)).toBeCloseTo(ms);
  });

  test('is a fifth of it while health is changing, with the same jitter', () => {
    expect(nextDelayMs(1_000, { ...quiet, isChanging: true }, () => 0)).toBeCloseTo(180);
    expect(nextDelayMs(1_000, { ...quiet, isChanging: true }, () => 1)).toBeCloseTo(220);
  });

  test('spreads backends that were found at once over the interval with the second look', () => {
    const perSecond = new Array<number>(11).fill(0);
    for (let i = 0; i < 1_000; i += 1) {
      const dueMs =
        firstDelayMs(i) + nextDelayMs(10_000, { isChanging: false, looks: 1 }, () => ((i * 617) % 1_000) / 1_000);
      perSecond[Math.floor(dueMs / 1_000)]! += 1;
    }
    expect(Math.max(...perSecond)).toBeLessThan(125);
  });
});

describe('the gate', () => {
  test('lets a few in at a time and bounds how many are inside, first come, first served', async () => {
    let turn = 0;
    // Begun before the gate's own: in each turn of the loop it is the first.
    let ticking = setImmediate(function tick() {
      turn += 1;
      ticking = setImmediate(tick);
    });
    const gate = new Gate({ maxInFlight: 5, maxPerTurn: 2 });
    const began: number[] = [];
    const perTurn: number[] = [];
    const inside = new Set<number>();
    let mostInside = 0;
    const work = async (nth: number) => {
      began.push(nth);
      inside.add(nth);
      perTurn[turn] = (perTurn[turn] ?? 0) + 1;
      mostInside = Math.max(mostInside, inside.size);
      for (let i = 0; i < 4; i += 1) await new Promise(setImmediate);
      inside.delete(nth);
    };
    await Promise.all(Array.from({ length: 30 }, (_, nth) => gate.through(() => work(nth))));
    clearImmediate(ticking);
    expect(began).toEqual([...began].sort((a, b) => a - b));
    expect(began).toHaveLength(30);
    expect(mostInside).toBe(5);
    expect(Math.max(...perTurn.filter((count) => count > 0))).toBe(2);
  });

  test('stays open for others when work fails', async () => {
    const gate = new Gate({ maxInFlight: 1, maxPerTurn: 1 });
    await expect(gate.through(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect(await gate.through(async () => 'in')).toBe('in');
  });
});
