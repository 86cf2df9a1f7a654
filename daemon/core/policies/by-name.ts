import type { PolicyName } from '../model.ts';
import type { SelectionPolicy } from '../policy.ts';
import { consistentHash } from './consistent-hash.ts';
import { leastConnections } from './least-connections.ts';
import { leastSessions } from './least-sessions.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';
import { twoChoices } from './two-choices.ts';

/** A new policy is one file and one line here. */
export const policyByName: Readonly<Record<PolicyName, SelectionPolicy>> = {
  round_robin: roundRobin,
  least_sessions: leastSessions,
  least_connections: leastConnections,
  two_choices: twoChoices,
  random,
  consistent_hash: consistentHash,
};
