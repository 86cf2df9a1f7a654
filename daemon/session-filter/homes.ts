import type { BackendId } from '../core/model.ts';
import type { SessionFilter } from './syntax.ts';

/** Does a filter take the sessions of a backend: all of them, none, or does it depend on the session? */
export type Verdict = 'all' | 'none' | 'some';

/** What a filter says of a backend's sessions before one is looked at: most lists ask for one backend among many. */
export function verdictOn(filter: SessionFilter | null, backendId: BackendId): Verdict {
  if (filter === null) return 'all';
  switch (filter.kind) {
    case 'backend':
      return (filter.value === backendId) === (filter.operator === '=') ? 'all' : 'none';
    case 'not': {
      const verdict = verdictOn(filter.part, backendId);
      return verdict === 'some' ? 'some' : verdict === 'all' ? 'none' : 'all';
    }
    case 'and':
    case 'or': {
      const verdicts = filter.parts.map((part) => verdictOn(part, backendId));
      const [decisive, other] = filter.kind === 'and' ? (['none', 'all'] as const) : (['all', 'none'] as const);
      if (verdicts.includes(decisive)) return decisive;
      return verdicts.every((verdict) => verdict === other) ? other : 'some';
    }
    default:
      return 'some';
  }
}
