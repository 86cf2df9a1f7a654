import type { PeerCertificate } from 'node:tls';
import type { Principal } from './principal.ts';
import { isRole, type Role, roles } from './role.ts';

/** Whose certificates have a role: all of the parts must be there. */
export interface CertificateRole {
  readonly role: Role;
  /** `CN=ada`, `OU=ops`, `DNS:gw-1.example.org`, `URI:spiffe://example.org/gw`; compared letter by letter. */
  readonly parts: readonly string[];
}

const partPattern = /^((CN|O|OU|L|ST|C|DC|UID|serialNumber)=|(DNS|URI|email|IP Address):)./;
const maxNameLength = 256;

/**
 * Reads `ROLE PART[,PART…]`, such as `operator CN=ada,O=Example` or `router URI:spiffe://example.org/gw`.
 *
 * @returns the rule, or `{ problem }` in words that follow the quoted text
 */
export function parseCertificateRole(text: string): CertificateRole | { readonly problem: string } {
  const [, role = '', pattern = ''] = /^(\S+)\s+(.+)$/.exec(text.trim()) ?? [];
  if (!isRole(role)) return { problem: `does not begin with a role: ${roles.join(', ')}` };
  const parts = pattern.split(',').map((part) => part.trim());
  const wrong = parts.find((part) => !partPattern.test(part));
  if (wrong === undefined) return { role, parts };
  return { problem: `names no part of a certificate in "${wrong}"; write CN=NAME, OU=NAME, DNS:NAME or URI:NAME` };
}

/**
 * Who a verified certificate is, and by the first rule that fits, its role: null where none does.
 *
 * @param certificate  its chain must have been verified against lbd's client CA
 */
export function principalOfCertificate(
  certificate: Pick<PeerCertificate, 'subject' | 'subjectaltname'>,
  rules: readonly CertificateRole[],
): { readonly name: string; readonly principal: Principal | null } {
  const parts = partsOf(certificate);
  const name = nameOf(parts);
  const rule = rules.find((candidate) => candidate.parts.every((part) => parts.includes(part)));
  return { name, principal: rule === undefined ? null : { name, role: rule.role } };
}

function partsOf({ subject, subjectaltname }: Pick<PeerCertificate, 'subject' | 'subjectaltname'>): readonly string[] {
  const ofSubject = Object.entries((subject ?? {}) as Record<string, string | string[]>).flatMap(([key, value]) =>
    [value].flat().map((one) => `${key}=${one}`),
  );
  return [...ofSubject, ...alternativeNames(subjectaltname ?? '')];
}

/** Node writes a name that holds a comma or a quote as a JSON string, so that it can't pretend to be two. */
function alternativeNames(text: string): readonly string[] {
  return [...text.matchAll(/([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/gy)].map(([, kind, value = '']) => {
    const name = value.startsWith('"') ? (JSON.parse(value) as string) : value;
    return `${kind}:${name}`;
  });
}

function nameOf(parts: readonly string[]): string {
  const name =
    parts.find((part) => part.startsWith('CN=')) ?? parts.find((part) => /^(URI|DNS):/.test(part)) ?? parts[0];
  // It goes to terminals and pages: what could harm one is not worth keeping.
  const plain = (name ?? 'certificate without a name').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
  return plain.slice(0, maxNameLength);
}
