import type { PolicyName } from '../model.ts';
import type { SelectionPolicy } from '../policy.ts';
import { consistentHash } from './consistent-hash.ts';
import { leastSessions } from './least-sessions.ts';
import { roundRobin } from './round-robin.ts';

/** A new policy is one file and one line here. */
export const policyByName: Readonly<Record<PolicyName, SelectionPolicy>> = {
  round_robin: roundRobin,
  least_sessions: leastSessions,
  consistent_hash: consistentHash,
};
