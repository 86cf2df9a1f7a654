import { hash, randomBytes } from 'node:crypto';
import type { Principal } from './principal.ts';
import type { TokenLine } from './token-file.ts';

/** The tokens that open lbd now. */
export interface Tokens {
  readonly count: number;
  /** Undefined where nobody has this token. Takes as long for a near miss as for any other. */
  principalOf(token: string): Principal | undefined;
  /** The same by the token's SHA-256 in hexadecimal: for those who must not keep the token. */
  principalOfHash(sha256: string): Principal | undefined;
  /** Does the token by which this principal came still open lbd, with the same role? */
  stillHolds(principal: Principal): boolean;
}

/** By which token somebody came: a name may have several, and lose one of them. */
const hashes = new WeakMap<Principal, string>();

/** No token is longer; what is, is refused before it is hashed. */
const maxTokenLength = 1_024;

/**
 * Looks tokens up by a hash that is keyed with what only this process knows: nobody can choose, or learn by the clock,
 * how much of it agrees with another. So the look-up need not compare all tokens, each in constant time.
 */
export function tokensOf(lines: readonly TokenLine[]): Tokens {
  const blind = randomBytes(16).toString('hex');
  const blinded = (sha256: string): string => hash('sha256', blind + sha256);
  const principals = new Map(lines.map((line) => [blinded(line.sha256), remembered(line)]));
  const principalOfHash = (sha256: string): Principal | undefined => principals.get(blinded(sha256));
  return {
    count: principals.size,
    principalOf: (token) => (token.length > maxTokenLength ? undefined : principalOfHash(hash('sha256', token))),
    principalOfHash,
    stillHolds: (principal) => principalOfHash(hashes.get(principal) ?? '')?.role === principal.role,
  };
}

function remembered({ name, role, sha256 }: TokenLine): Principal {
  const principal = { name, role };
  hashes.set(principal, sha256);
  return principal;
}
