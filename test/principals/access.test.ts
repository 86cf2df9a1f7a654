import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { accessBy } from '../../daemon/principals/access.ts';
import { type CertificateRole, parseCertificateRole } from '../../daemon/principals/certificate-roles.ts';
import { tokensOf } from '../../daemon/principals/tokens.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const tokens = tokensOf([
  { name: 'ada', role: 'admin', sha256: hashOf('a-token') },
  { name: 'gw', role: 'router', sha256: hashOf('b-token') },
]);

describe('a bearer token', () => {
  const access = accessBy({ tokens: () => tokens, certificateRoles: [] });

  test.each(['Bearer a-token', 'bearer a-token'])('%s names its holder', (header) => {
    expect(access.byAuthorization(header)).toEqual({ name: 'ada', role: 'admin' });
  });

  test.each([
    [undefined, 'a token is needed: `lbctl --token-file FILE`'],
    ['', 'a token is needed'],
    ['Bearer ', 'is not "Bearer TOKEN"'],
    ['Bearer a-token b', 'is not "Bearer TOKEN"'],
    ['Basic YTph', 'is not "Bearer TOKEN"'],
    ['Bearer a-toke', 'lbd does not know this token'],
    ['Bearer A-TOKEN', 'lbd does not know this token'],
    [`Bearer ${hashOf('a-token')}`, 'lbd does not know this token'],
    [`Bearer ${'x'.repeat(1_025)}`, 'lbd does not know this token'],
  ])('%j is refused, with what to do', (header, problem) => {
    expect(() => access.byAuthorization(header)).toThrow(problem);
  });

  test('is of no use where lbd has no token file', () => {
    const closed = accessBy({ tokens: () => null, certificateRoles: [] });
    expect(closed.takesTokens).toBe(false);
    expect(() => closed.byAuthorization('Bearer a-token')).toThrow('lbd does not know this token');
  });
});

describe('a verified certificate', () => {
  const rule = (text: string) => parseCertificateRole(text) as CertificateRole;
  const access = accessBy({
    tokens: () => null,
    certificateRoles: [
      rule('admin CN=ada,OU=ops'),
      rule('viewer OU=ops'),
      rule('router URI:spiffe://example.org/gw'),
      rule('operator DNS:a, b'.replace(', b', '')),
    ],
  });
  const certificate = (subject: Record<string, string | string[]>, subjectaltname?: string) =>
    ({ subject, subjectaltname }) as unknown as Parameters<typeof access.byCertificate>[0];

  test('has the role of the first rule whose parts it all has', () => {
    expect(access.byCertificate(certificate({ CN: 'ada', OU: ['dev', 'ops'] }))).toEqual({
      name: 'CN=ada',
      role: 'admin',
    });
    expect(access.byCertificate(certificate({ CN: 'bob', OU: 'ops' }))).toEqual({ name: 'CN=bob', role: 'viewer' });
    expect(access.byCertificate(certificate({}, 'DNS:gw, URI:spiffe://example.org/gw'))).toEqual({
      name: 'DNS:gw',
      role: 'router',
    });
  });

  test('without a rule has no role', () => {
    expect(() => access.byCertificate(certificate({ CN: 'ada' }))).toThrow(
      'the certificate "CN=ada" is good, and has no role; an admin gives it one under certificate_roles',
    );
  });

  test('can not pretend to have two names by a comma in one', () => {
    expect(() => access.byCertificate(certificate({ CN: 'eve' }, 'DNS:"x, URI:spiffe://example.org/gw"'))).toThrow();
    expect(() => access.byCertificate(certificate({ CN: 'eve' }, 'DNS:x, othername:<unsupported>'))).toThrow();
  });

  test('with hostile characters in its name is journalled without them', () => {
    expect(access.byCertificate(certificate({ CN: 'a\u001b[2Jda', OU: 'ops' }))).toMatchObject({ name: 'CN=a?[2Jda' });
  });
});

describe('a rule for certificates', () => {
  test.each([
    ['operator CN=ada,O=Example', { role: 'operator', parts: ['CN=ada', 'O=Example'] }],
    ['router  URI:spiffe://example.org/gw ', { role: 'router', parts: ['URI:spiffe://example.org/gw'] }],
    ['viewer CN=Ada Lovelace', { role: 'viewer', parts: ['CN=Ada Lovelace'] }],
  ])('%s is read', (text, rule) => {
    expect(parseCertificateRole(text)).toEqual(rule);
  });

  test.each(['', 'root CN=ada', 'CN=ada operator', 'operator', 'operator ada', 'operator CN=', 'operator CN=a,,O=b'])(
    '%j is none',
    (text) => {
      expect(parseCertificateRole(text)).toHaveProperty('problem');
    },
  );
});
