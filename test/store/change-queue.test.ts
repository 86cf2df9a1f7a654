import { describe, expect, test } from 'vitest';
import { type Change, changeQueue } from '../../daemon/store/change-queue.ts';
import { aClaim, anEnding } from './rows.ts';

const told = { done() {}, failed() {} };
const claim = (slot: number): Change => ({ kind: 'claim', claim: aClaim(slot), ...told });
const end = (...slots: number[]): Change => ({ kind: 'end', endings: slots.map((slot) => anEnding(slot)), ...told });
const control = (): Change => ({ kind: 'control', change: { events: [] }, ...told });
const touch = (): Change => ({ kind: 'touch', touches: [], ...told });

function aQueue(...changes: Change[]) {
  const queue = changeQueue();
  for (const change of changes) queue.add(change);
  return queue;
}

const kinds = (changes: readonly Change[]) => changes.map(({ kind }) => kind).join(' ');

describe('the queue before a commit', () => {
  test('lets control go first, keeps the order of claims and ends, and leaves touches for a quiet moment', () => {
    const queue = aQueue(touch(), claim(0), end(0), claim(0), control(), control());
    expect(kinds(queue.take())).toBe('control control claim end claim');
    expect(kinds(queue.take())).toBe('touch');
    expect(kinds(queue.take())).toBe('');
  });

  test('bounds a commit by its rows, and never parts a call', () => {
    const many = Array.from({ length: 1_000 }, (_, slot) => slot);
    const queue = aQueue(end(...many), end(...many), claim(0), claim(1));
    expect(kinds(queue.take())).toBe('end end');
    expect(kinds(queue.take())).toBe('claim claim');
  });

  test('lets a slice of touches ride along when claims have passed it over eight times', () => {
    const queue = aQueue(touch(), touch());
    const commits = Array.from({ length: 18 }, (_, slot) => {
      queue.add(claim(slot));
      return kinds(queue.take());
    });
    const eight = Array(8).fill('claim');
    expect(commits).toEqual([...eight, 'claim touch', ...eight, 'claim touch']);
  });

  test('keeps its order over more than it holds at once', () => {
    const queue = aQueue(...Array.from({ length: 5_000 }, (_, slot) => claim(slot)));
    const slots: number[] = [];
    const note = (change: Change) => void (change.kind === 'claim' && slots.push(change.claim.row.slot));
    queue.take().forEach(note);
    for (let slot = 5_000; slot < 6_000; slot++) queue.add(claim(slot));
    queue.take().forEach(note);
    expect(queue.size).toBe(6_000 - 2 * 1_024);
    queue.takeAll().forEach(note);
    expect(slots).toEqual(Array.from({ length: 6_000 }, (_, slot) => slot));
    expect(queue.size).toBe(0);
  });
});
