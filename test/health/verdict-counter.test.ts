import { describe, expect, test } from 'vitest';
import type { Health } from '../../daemon/core/model.ts';
import { type Count, counted, countFrom, isChanging, verdictOf } from '../../daemon/health/verdict-counter.ts';

const rules = { rise: 2, fall: 3 };

/** After each answer (`+` good, `-` bad): the verdict's first letters, with `~` while health is changing. */
function run(health: Health, answers: string, of = rules): string[] {
  let count: Count = countFrom(health);
  let now = health;
  return [...answers].map((answer) => {
    count = counted(count, answer === '+', now);
    const changing = isChanging(count, of) ? '~' : '';
    now = verdictOf(count, of);
    return (now === 'unknown' ? '?' : now === 'healthy' ? 'up' : 'down') + changing;
  });
}

describe('a verdict', () => {
  test.each<[sentence: string, from: Health, answers: string, verdicts: string[]]>([
    ['comes with the first good answer of a backend nobody saw yet', 'unknown', '+', ['up~']],
    ['of one that nobody saw yet needs all of `fall` to be bad', 'unknown', '---', ['?~', '?~', 'down~']],
    ['survives fewer bad answers than `fall`', 'healthy', '--+--+', ['up~', 'up~', 'up', 'up~', 'up~', 'up']],
    ['falls with the last of `fall` bad ones in a row', 'healthy', '---', ['up~', 'up~', 'down~']],
    ['rises with the last of `rise` good ones in a row', 'unhealthy', '++', ['down~', 'up~']],
    ['does not rise by good ones with a bad one between', 'unhealthy', '+-+-', ['down~', 'down', 'down~', 'down']],
    ['stays while answers say the same', 'healthy', '++++', ['up', 'up', 'up', 'up']],
    ['counts anew after it changed', 'healthy', '---++', ['up~', 'up~', 'down~', 'down~', 'up~']],
  ])('%s', (_sentence, from, answers, verdicts) => {
    expect(run(from, answers)).toEqual(verdicts);
  });

  test('turns at once where rise and fall are 1', () => {
    expect(run('healthy', '-+-', { rise: 1, fall: 1 })).toEqual(['down~', 'up~', 'down~']);
  });

  test('begins to count anew when somebody else changed the health meanwhile', () => {
    let count = countFrom('healthy');
    for (let i = 0; i < 10; i += 1) count = counted(count, true, 'healthy');
    count = counted(count, true, 'unhealthy');
    expect(verdictOf(count, rules)).toBe('unhealthy');
    expect(verdictOf(counted(count, true, 'unhealthy'), rules)).toBe('healthy');
  });
});
