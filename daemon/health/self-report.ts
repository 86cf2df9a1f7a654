import type { AgentWord } from '../core/member.ts';
import type { AgentLine } from './agent-line.ts';

/** All that a backend has said of itself: what a line does not mention stays as it was said last. */
export interface SelfReport {
  readonly word: AgentWord;
  /** Undefined while it says neither. */
  readonly isUp: boolean | undefined;
  /** Why it is down, as it says; empty while it does not say so. */
  readonly downBecause: string;
}

export const nothingSaid: SelfReport = {
  word: { weightPercent: 100, closed: false, maxSessions: 0 },
  isUp: undefined,
  downBecause: '',
};

export function heard({ word, isUp, downBecause }: SelfReport, line: AgentLine): SelfReport {
  return {
    word: {
      weightPercent: line.weightPercent ?? word.weightPercent,
      closed: line.closed ?? word.closed,
      maxSessions: line.maxSessions ?? word.maxSessions,
    },
    isUp: line.up ?? isUp,
    downBecause: line.up === undefined ? downBecause : (line.downBecause ?? ''),
  };
}

export function sameWord(a: AgentWord, b: AgentWord): boolean {
  return a.weightPercent === b.weightPercent && a.closed === b.closed && a.maxSessions === b.maxSessions;
}
