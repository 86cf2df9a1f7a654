import { LbError } from '../core/errors.ts';
import { type MethodName, roleOfMethod } from './permissions.ts';
import { covers, type Role } from './role.ts';

/** Who asks. */
export interface Principal {
  /**
   * For the journal: a token's name (`ci`), a certificate's (`CN=ada`, `URI:spiffe://…`), `unix` for whoever may open
   * the socket, `tcp:ADDRESS` where nobody is asked.
   */
  readonly name: string;
  readonly role: Role;
}

/** @throws LbError `permission-denied` */
export function mustBeAllowed(principal: Principal, method: MethodName): void {
  mustHaveRole(principal, roleOfMethod[method], method);
}

/**
 * @param what  what is asked for, as people call it
 * @throws LbError `permission-denied`
 */
export function mustHaveRole({ name, role }: Principal, needed: Role, what: string): void {
  if (covers(role, needed)) return;
  throw new LbError(
    'permission-denied',
    `${what} needs the role ${needed}, and "${name}" has ${role}; use another token or certificate, or ask an admin of lbd for the role`,
    { metadata: { principal: name, role, needed_role: needed } },
  );
}

/** @param problem  what is wrong with who asks, and what to do, in a sentence */
export function unauthenticated(problem: string): LbError {
  return new LbError('unauthenticated', problem);
}
