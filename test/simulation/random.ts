/** Chance that can be replayed: the same seed gives the same draws, on every machine. */
export interface Random {
  /** 0 to `bound` - 1. */
  below(bound: number): number;
  /** `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True `percent` times in a hundred. */
  chance(percent: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/**
 * @param seed 0 to 2^32 - 1
 * @see Mulberry32 by Tommy Ettinger, public domain: 32 bits of state, passes gjrand; good enough to draw steps by
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  const below = (bound: number) => Math.floor(next() * bound);
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (percent) => next() * 100 < percent,
    pick: (list) => list[below(list.length)]!,
  };
}
