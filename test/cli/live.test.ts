import { describe, expect, test } from 'vitest';
import { bar, clip, liveBlock } from '../../cli/output/live.ts';
import { growingTable } from '../../cli/output/table.ts';

const csi = '\u001b[';

function aScreen(size: { columns?: number; rows?: number } = {}) {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text), isTTY: true, ...size };
}

describe('a live block', () => {
  test('is written over itself, and leaves the cursor below', () => {
    const screen = aScreen();
    const block = liveBlock(screen);
    block.show(['a', 'b']);
    block.show(['c']);
    block.show(['d']);
    expect(screen.written).toEqual([`${csi}Ja\nb\n`, `${csi}2A\r${csi}Jc\n`, `${csi}1A\r${csi}Jd\n`]);
  });

  test('cuts off what would wrap or scroll away', () => {
    const screen = aScreen({ columns: 6, rows: 4 });
    liveBlock(screen).show(['123456789', '2', '3', '4', '5']);
    expect(screen.written).toEqual([`${csi}J12345\n2\n… 3 m\n`]);
  });

  test('takes a terminal of no size to be as large as they were made first', () => {
    const screen = aScreen({ columns: 0, rows: 0 });
    liveBlock(screen).show(['x'.repeat(99), '2']);
    expect(screen.written).toEqual([`${csi}J${'x'.repeat(79)}\n2\n`]);
  });

  test('begins anew below a word that came between', () => {
    const screen = aScreen();
    const block = liveBlock(screen);
    block.show(['a']);
    block.settle();
    block.show(['b']);
    expect(screen.written.at(-1)).toBe(`${csi}Jb\n`);
  });
});

test('a clipped line keeps its colours, which take no room', () => {
  expect(clip(`${csi}31mäöü${csi}0m!`, 2)).toBe(`${csi}31mäö${csi}0m`);
});

test.each([
  [0, '[────]'],
  [0.5, '[██──]'],
  [1, '[████]'],
  [1.5, '[████]'],
  [-1, '[────]'],
])('a bar at %d is %s', (done, text) => {
  expect(bar(done, 4)).toBe(text);
});

test('a table that comes in parts has one header, and columns that never get narrower', () => {
  const rowsOf = growingTable<string>([
    { header: 'ID', value: (row) => row },
    { header: 'N', value: (row) => String(row.length), right: true },
  ]);
  expect(rowsOf(['abcd'])).toBe('ID    N\nabcd  4');
  expect(rowsOf(['a'])).toBe('a     1');
  expect(rowsOf(['abcdef', 'a'])).toBe('abcdef  6\na       1');
});
