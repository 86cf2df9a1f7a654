import { standing } from '../core/affinity.ts';
import { reasonCode } from '../core/codes.ts';
import type { Member } from '../core/member.ts';
import { type InstantMs, mark } from '../core/model.ts';
import type { SessionRecords } from '../core/session-records.ts';
import type { Comparison, Condition, SessionFilter } from './syntax.ts';

/** What a filter is asked against. */
export interface FilterScope {
  readonly records: SessionRecords;
  /** Of this moment are idle times and ages. */
  readonly nowMs: InstantMs;
  /** Does the session in a slot have this label with this value, or with any where it is empty? Asked once a filter. */
  labelTest(name: string, value: string): (slot: number) => boolean;
}

/** Does the session in the slot, at home there, match? */
export type SlotTest = (slot: number, home: Member) => boolean;

/** A filter as a test over the columns of the table: a few nanoseconds a condition. */
export function compileFilter(filter: SessionFilter | null, scope: FilterScope): SlotTest {
  if (filter === null) return () => true;
  if (filter.kind === 'not') {
    const part = compileFilter(filter.part, scope);
    return (slot, home) => !part(slot, home);
  }
  if ('parts' in filter) {
    const parts = filter.parts.map((part) => compileFilter(part, scope));
    const isAnd = filter.kind === 'and';
    return (slot, home) => {
      for (const part of parts) if (part(slot, home) !== isAnd) return !isAnd;
      return isAnd;
    };
  }
  return compileCondition(filter, scope);
}

function compileCondition(condition: Condition, scope: FilterScope): SlotTest {
  const { records, nowMs } = scope;
  switch (condition.kind) {
    case 'idle':
      return comparing(condition, (slot) => nowMs - records.lastActiveMs(slot));
    case 'age':
      return comparing(condition, (slot) => nowMs - records.createdAtMs(slot));
    case 'generation':
      return comparing(condition, (slot) => records.generation(slot));
    case 'backend':
      return equal(condition, (_, home) => home.row.id === condition.value);
    case 'reason': {
      const code = reasonCode(condition.value);
      return equal(condition, (slot) => records.reasonCode(slot) === code);
    }
    case 'pinned':
      return equal(condition, (slot) => isMarked(slot, mark.pinned) === condition.value);
    case 'confirmed':
      return equal(condition, (slot) => isMarked(slot, mark.confirmed) === condition.value);
    case 'kept':
      return equal(condition, (slot, home) => {
        const kept = standing(home, records.incarnation(slot), isMarked(slot, mark.pinned), false) !== 'broken';
        return kept === condition.value;
      });
    case 'label': {
      const { name, value } = condition;
      const hasLabel = scope.labelTest(name, value);
      return equal(condition, value === '' ? (slot) => !hasLabel(slot) : hasLabel);
    }
  }

  function isMarked(slot: number, bit: number): boolean {
    return (records.marks(slot) & bit) !== 0;
  }
}

function equal({ operator }: { readonly operator: '=' | '!=' }, test: SlotTest): SlotTest {
  return operator === '=' ? test : (slot, home) => !test(slot, home);
}

function comparing(
  { operator, value }: { readonly operator: Comparison; readonly value: number },
  of: (slot: number) => number,
): SlotTest {
  switch (operator) {
    case '=':
      return (slot) => of(slot) === value;
    case '!=':
      return (slot) => of(slot) !== value;
    case '<':
      return (slot) => of(slot) < value;
    case '<=':
      return (slot) => of(slot) <= value;
    case '>':
      return (slot) => of(slot) > value;
    case '>=':
      return (slot) => of(slot) >= value;
  }
}
