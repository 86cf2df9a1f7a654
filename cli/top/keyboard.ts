import { type SortKey, sortKeys } from './frame.ts';

/** What a key press asks `lbctl top` for. */
export type Wish = { readonly sort: SortKey } | 'reverse' | 'quit' | 'interrupt';

const interrupt = '\u0003';
const byKey = new Map<string, Wish>([
  ...Object.entries(sortKeys).map(([sort, key]): [string, Wish] => [key, { sort: sort as SortKey }]),
  ['r', 'reverse'],
  ['q', 'quit'],
  [interrupt, 'interrupt'],
]);

/** For the foot of the screen, where 80 columns are enough: the order that is shown, and the keys for others. */
export function footLines(sort: SortKey, reversed: boolean): string[] {
  const keys = Object.entries(sortKeys).map(([name, key]) => `${key} ${name}`);
  return [`ordered by ${sort}${reversed ? ', reversed' : ''}`, `${keys.join(', ')}, r reverse, q quit`];
}

export function wishOf(key: string): Wish | undefined {
  return byKey.get(key.toLowerCase());
}

type Keyboard = Pick<NodeJS.ReadStream, 'on' | 'off' | 'resume' | 'pause'> & {
  readonly isTTY?: boolean;
  setRawMode?(raw: boolean): unknown;
};

/** Hands each key press to `pressed` as long as `use` runs; without a terminal nobody presses any. */
export async function withKeyboard<T>(
  keyboard: Keyboard,
  pressed: (wish: Wish) => void,
  use: () => Promise<T>,
): Promise<T> {
  if (keyboard.isTTY !== true || keyboard.setRawMode === undefined) return use();
  const take = (bytes: Buffer) => {
    for (const key of bytes.toString()) {
      const wish = wishOf(key);
      if (wish !== undefined) pressed(wish);
    }
  };
  keyboard.setRawMode(true);
  keyboard.on('data', take);
  keyboard.resume();
  try {
    return await use();
  } finally {
    keyboard.off('data', take);
    keyboard.setRawMode(false);
    keyboard.pause();
  }
}
