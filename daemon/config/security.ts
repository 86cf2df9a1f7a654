import { type CertificateRole, parseCertificateRole } from '../principals/certificate-roles.ts';
import type { ProtectionSettings } from '../principals/protection.ts';
import type { TlsFiles } from '../principals/tls-files.ts';
import { ConfigError } from './config-error.ts';
import { settings } from './settings.ts';
import { type Source, settingValue } from './sources.ts';

/** Who may come in by TCP. Files are named here, and read when lbd starts. */
export interface SecurityConfig {
  /** Absolute paths; null where nothing is served by TLS. */
  readonly tls: TlsFiles | null;
  /** Absolute; null for none. */
  readonly tokensFile: string | null;
  readonly certificateRoles: readonly CertificateRole[];
  readonly protection: ProtectionSettings;
}

/** @throws ConfigError */
export function securityConfig(sources: readonly Source[]): SecurityConfig {
  const tls = tlsFiles(sources);
  const tokensFile = settingValue('tokens', sources) ?? null;
  const certificateRoles = rulesOf(sources);
  if (certificateRoles.length > 0 && (tls?.clientCaFile ?? null) === null) {
    throw new ConfigError(
      'certificate_roles: no client shows a certificate without client_ca; give it with --client-ca',
    );
  }
  return {
    tls,
    tokensFile,
    certificateRoles,
    protection: {
      tls: tls !== null,
      clientCa: tls !== null && tls.clientCaFile !== null,
      tokens: tokensFile !== null,
      insecureLoopback: settingValue('insecureLoopback', sources),
      insecurePlaintext: settingValue('insecurePlaintext', sources),
    },
  };
}

function tlsFiles(sources: readonly Source[]): TlsFiles | null {
  const certFile = settingValue('tlsCert', sources);
  const keyFile = settingValue('tlsKey', sources);
  const clientCaFile = settingValue('clientCa', sources) ?? null;
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile, clientCaFile };
  if (certFile !== undefined) throw new ConfigError('tls_cert: its private key is missing; give it with --tls-key');
  if (keyFile !== undefined) throw new ConfigError('tls_key: its certificate is missing; give it with --tls-cert');
  if (clientCaFile === null) return null;
  throw new ConfigError("client_ca: clients' certificates need TLS; give --tls-cert and --tls-key as well");
}

function rulesOf(sources: readonly Source[]): readonly CertificateRole[] {
  settingValue('certificateRoles', sources); // checks all of them; the winner is asked for its name
  const winner = sources.find(({ values }) => values.certificateRoles !== undefined);
  if (winner === undefined) return [];
  return settingValue('certificateRoles', [winner])!.map((text) => {
    const rule = parseCertificateRole(text);
    if (!('problem' in rule)) return rule;
    throw new ConfigError(`${winner.nameOf(settings.certificateRoles)}: "${text}" ${rule.problem}`);
  });
}
