import type { BackendId, DurationMs, Reason } from '../core/model.ts';

export type Equality = '=' | '!=';
export type Comparison = Equality | '<' | '<=' | '>' | '>=';

/** One look at a session. */
export type Condition =
  | { readonly kind: 'backend'; readonly operator: Equality; readonly value: BackendId }
  | { readonly kind: 'reason'; readonly operator: Equality; readonly value: Reason }
  | { readonly kind: 'pinned' | 'kept' | 'confirmed'; readonly operator: Equality; readonly value: boolean }
  | { readonly kind: 'idle' | 'age'; readonly operator: Comparison; readonly value: DurationMs }
  | { readonly kind: 'generation'; readonly operator: Comparison; readonly value: number }
  | LabelCondition;

/** A label that a session does not have is an empty one. */
export interface LabelCondition {
  readonly kind: 'label';
  readonly name: string;
  readonly operator: Equality;
  readonly value: string;
}

/** Which sessions are meant. */
export type SessionFilter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly SessionFilter[] }
  | { readonly kind: 'not'; readonly part: SessionFilter }
  | Condition;

/** The label conditions in a filter, each name and value once. */
export function labelConditions(filter: SessionFilter | null): LabelCondition[] {
  const found = new Map<string, LabelCondition>();
  const look = (part: SessionFilter): void => {
    if (part.kind === 'label') found.set(JSON.stringify([part.name, part.value]), part);
    else if (part.kind === 'not') look(part.part);
    else if ('parts' in part) part.parts.forEach(look);
  };
  if (filter !== null) look(filter);
  return [...found.values()];
}
