import { expect, test } from 'vitest';
import { RetryBudget } from '../../daemon/gateway/retry-budget.ts';

/** How many may be made now. */
function all(budget: RetryBudget): number {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
}

test('retries are a share of the requests, once those that were saved up are spent', () => {
  const budget = new RetryBudget(() => 0);
  expect(all(budget)).toBe(100);
  for (let i = 0; i < 50; i += 1) budget.requested();
  expect(all(budget)).toBe(10);
});

test('a quiet service has some each second, and never more than it can save', () => {
  let nowMs = 0;
  const budget = new RetryBudget(() => nowMs);
  all(budget);
  nowMs = 500;
  expect(all(budget)).toBe(5);
  nowMs = 1_000_000;
  expect(all(budget)).toBe(100);
});
