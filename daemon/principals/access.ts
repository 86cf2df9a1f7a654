import type { PeerCertificate } from 'node:tls';
import { LbError } from '../core/errors.ts';
import { type CertificateRole, principalOfCertificate } from './certificate-roles.ts';
import { type Principal, unauthenticated } from './principal.ts';
import type { Tokens } from './tokens.ts';

/** Tells who asks, by the tokens and the rules of this moment. */
export interface Access {
  readonly takesTokens: boolean;
  /**
   * @param authorization  the header `authorization`, `Bearer TOKEN`; undefined where there is none
   * @throws LbError `unauthenticated`
   */
  byAuthorization(authorization: string | undefined): Principal;
  /** Undefined where the token is not, or no longer, among those lbd knows. */
  byTokenHash(sha256: string): Principal | undefined;
  /** False where the token by which somebody came was taken away, or its role has changed. */
  stillHolds(principal: Principal): boolean;
  /**
   * @param certificate  verified
   * @throws LbError `permission-denied` where no rule gives it a role
   */
  byCertificate(certificate: Pick<PeerCertificate, 'subject' | 'subjectaltname'>): Principal;
}

export interface AccessParts {
  /** Those of this moment; null where lbd has no token file. */
  readonly tokens: () => Tokens | null;
  readonly certificateRoles: readonly CertificateRole[];
}

const bearer = /^Bearer ([\x21-\x7e]+)$/i;

export function accessBy({ tokens, certificateRoles }: AccessParts): Access {
  return {
    get takesTokens() {
      return tokens() !== null;
    },
    byAuthorization(authorization) {
      if (authorization === undefined || authorization === '') {
        throw unauthenticated(
          'a token is needed: `lbctl --token-file FILE`, or the header "authorization: Bearer TOKEN"',
        );
      }
      const [, token] = bearer.exec(authorization) ?? [];
      if (token === undefined) throw unauthenticated('the header "authorization" is not "Bearer TOKEN"');
      const principal = tokens()?.principalOf(token);
      if (principal !== undefined) return principal;
      throw unauthenticated(
        'lbd does not know this token; see that its line stands in the file of --tokens, or ask an admin for a new one',
      );
    },
    byTokenHash: (sha256) => tokens()?.principalOfHash(sha256),
    stillHolds: (principal) => tokens()?.stillHolds(principal) ?? false,
    byCertificate(certificate) {
      const { name, principal } = principalOfCertificate(certificate, certificateRoles);
      if (principal !== null) return principal;
      throw new LbError(
        'permission-denied',
        `the certificate "${name}" is good, and has no role; an admin gives it one under certificate_roles in lbd's file`,
        { metadata: { principal: name } },
      );
    },
  };
}
