import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAgentLine } from '../../daemon/health/agent-line.ts';
import { heard, nothingSaid } from '../../daemon/health/self-report.ts';

describe('an agent line', () => {
  test.each<[line: string, meaning: object]>([
    ['75%', { weightPercent: 75 }],
    ['0%', { weightPercent: 0 }],
    ['250%', { weightPercent: 100 }],
    ['maxconn:30', { maxSessions: 30 }],
    ['maxconn:99999999999', { maxSessions: 2 ** 32 - 1 }],
    ['drain', { closed: true }],
    ['maint', { closed: true }],
    ['ready', { closed: false }],
    ['up', { up: true }],
    ['UP 99%', { up: true, weightPercent: 99 }],
    ['down', { up: false, downBecause: 'down' }],
    ['stopped', { up: false, downBecause: 'stopped' }],
    ['fail#the disk is full', { up: false, downBecause: 'the disk is full' }],
    ['failed # a # b ', { up: false, downBecause: 'a # b' }],
    ['down #\u001b[31mred\u0007', { up: false, downBecause: '[31mred' }],
    ['75% maxconn:30 drain up', { weightPercent: 75, maxSessions: 30, closed: true, up: true }],
    ['up,\tready ,, 50%', { up: true, closed: false, weightPercent: 50 }],
    ['down up', { up: true }],
    ['up#a reason for nothing', { up: true }],
    ['drain\nready\n', { closed: true }],
    ['drain\r\n', { closed: true }],
    ['', {}],
    ['\n', {}],
    ['# nothing', {}],
  ])('%j means %j', (line, meaning) => {
    expect(parseAgentLine(line)).toEqual({ ...meaning, unknown: [] });
  });

  test.each([
    ['-5%'],
    ['75'],
    ['7.5%'],
    ['%'],
    ['maxconn:'],
    ['maxconn:-1'],
    ['maxconn:many'],
    ['constructor'],
    ['__proto__'],
    ['<html>'],
    ['1234567890%'],
  ])('%s has no meaning, and does not keep its neighbours from having theirs', (word) => {
    expect(parseAgentLine(`up ${word} drain`)).toEqual({ up: true, closed: true, unknown: [word] });
  });

  test('of garbage never throws, and what it means keeps its bounds', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('up', 'down#', 'drain', 'maxconn:', '%', '9', ' ', ',', '\n', '#'),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const line = parseAgentLine(words.join(''));
        expect(line.weightPercent ?? 0).toBeGreaterThanOrEqual(0);
        expect(line.weightPercent ?? 0).toBeLessThanOrEqual(100);
        expect(Number.isSafeInteger(line.maxSessions ?? 0)).toBe(true);
        expect((line.downBecause ?? '').length).toBeLessThanOrEqual(128);
        expect(line.downBecause ?? '').not.toMatch(/\p{C}/u);
        expect('downBecause' in line).toBe(line.up === false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what a backend says of itself', () => {
  const said = (...lines: string[]) => lines.map(parseAgentLine).reduce(heard, nothingSaid);

  test('stands until it says something else about the same thing', () => {
    expect(said('50% maxconn:9 drain', 'up', '80%')).toEqual({
      word: { weightPercent: 80, closed: true, maxSessions: 9 },
      isUp: true,
      downBecause: '',
    });
  });

  test('opens it again by `ready`, not by `up`', () => {
    expect(said('drain', 'up').word.closed).toBe(true);
    expect(said('maint', 'ready').word.closed).toBe(false);
  });

  test('is down until it is up', () => {
    expect(said('fail#out of memory', '100%')).toMatchObject({ isUp: false, downBecause: 'out of memory' });
    expect(said('fail#out of memory', 'up')).toMatchObject({ isUp: true, downBecause: '' });
  });
});
