import { describe, expect, test } from 'vitest';
import { hasColour } from '../../cli/output/colour.ts';
import { type Column, details, table } from '../../cli/output/table.ts';
import { clockTime, relative, span, withClockTimes } from '../../cli/output/time.ts';
import { wantsJson } from '../../cli/output/wants-json.ts';

interface Row {
  readonly id: string;
  readonly count: number;
}

const columns: Column<Row>[] = [
  { header: 'ID', value: (row) => row.id, paint: (cell) => `<${cell}>` },
  { header: 'COUNT', value: (row) => String(row.count), right: true },
  { header: 'NOTE', value: () => 'x', wide: true },
];

describe('a table', () => {
  test('is aligned: text to the left, numbers to the right, no blanks at the end', () => {
    const rows = [
      { id: 'api-1', count: 5 },
      { id: 'a', count: 1_000 },
    ];
    expect(table(rows, columns)).toBe('ID     COUNT\napi-1      5\na       1000');
  });

  test('shows wide columns and long cells only when it is wide', () => {
    const rows = [{ id: 'ä'.repeat(60), count: 1 }];
    expect(table(rows, columns)).toContain(`${'ä'.repeat(47)}…      1`);
    const last = [{ header: 'DETAIL', value: () => 'x'.repeat(99), whole: true }];
    expect(table([1], last)).toContain('x'.repeat(99));
    expect(table(rows, columns, { wide: true })).toContain(`${'ä'.repeat(60)}      1  x`);
  });

  test('is painted without losing its alignment', () => {
    const rows = [
      { id: 'api-1', count: 5 },
      { id: 'a', count: 1 },
    ];
    expect(table(rows, columns, { colour: true })).toBe('ID     COUNT\n<api-1>      5\n<a    >      1');
  });

  test('never passes on control characters: they can steer a terminal', () => {
    expect(table([{ id: 'a\u001b[2Jb\n', count: 1 }], columns)).toContain('a\\x1b[2Jb\\x0a');
    expect(details([['name', '\u009b2J']])).toBe('name  \\x9b2J');
  });

  test('holds many rows', () => {
    const rows = Array.from({ length: 200_000 }, (_, count) => ({ id: 'a', count }));
    expect(table(rows, columns).split('\n')).toHaveLength(200_001);
  });
});

describe('details', () => {
  test('leave out what has no value', () => {
    const pairs = [['id', 'api-1'] as const, ['zone', ''] as const, ['address', 'x:1'] as const];
    expect(details(pairs)).toBe('id       api-1\naddress  x:1');
  });
});

describe('times for people', () => {
  const nowMs = Date.UTC(2026, 4, 1, 12, 0, 0);
  const at = (offsetMs: number) => ({ seconds: (nowMs + offsetMs) / 1_000, nanos: 0 });

  test.each([
    [-12_000, '12s ago'],
    [-400, 'now'],
    [1_799_000, 'in 29m59s'],
    [-90_061_000, '25h1m ago'],
  ])('%d ms from now is "%s"', (offsetMs, words) => {
    expect(relative(at(offsetMs), nowMs)).toBe(words);
  });

  test('have no word for no time', () => {
    expect(relative(null, nowMs)).toBe('');
  });

  test('are told by the clock, with the date on another day', () => {
    const noon = new Date(2026, 4, 1, 12, 3, 4).getTime();
    expect(clockTime(noon, noon + 60_000)).toBe('12:03:04');
    expect(clockTime(noon, noon + 86_400_000)).toBe('2026-05-01 12:03:04');
  });

  test('last in whole seconds from one second on', () => {
    expect([span(300_000), span(299_600), span(450)]).toEqual(['5m', '5m', '450ms']);
  });
});

describe('colour', () => {
  test('is for terminals that have it', () => {
    expect(hasColour({ isTTY: true, hasColors: () => true })).toBe(true);
    expect(hasColour({ isTTY: true, hasColors: () => false })).toBe(false);
    expect(hasColour({ isTTY: false })).toBe(false);
  });
});

describe('a command line asks for JSON', () => {
  test.each([['--json'], ['-o json'], ['-ojson'], ['-o=json'], ['--output json'], ['--output=json']])(
    'by %s',
    (words) => {
      expect(wantsJson(['sessions', ...words.split(' ')])).toBe(true);
    },
  );

  test.each([['-o wide'], ['json'], ['-- --json']])('not by %s', (words) => {
    expect(wantsJson(['sessions', ...words.split(' ')])).toBe(false);
  });
});

test('times within a text are told by the clock of who reads it', () => {
  const noon = new Date(2026, 4, 1, 12, 0);
  const text = `move, until ${noon.toISOString()}, then move`;
  expect(withClockTimes(text, noon.getTime())).toBe('move, until 12:00:00, then move');
  expect(withClockTimes('no time', 0)).toBe('no time');
});
