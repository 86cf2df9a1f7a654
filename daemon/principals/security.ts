import { type Access, accessBy } from './access.ts';
import type { CertificateRole } from './certificate-roles.ts';
import { type Live, LiveFiles, type LiveFilesLog } from './live-files.ts';
import { expiryWarning, type TlsFiles, type TlsIdentity, tlsIdentity } from './tls-files.ts';
import { BadTokenFile, parseTokenFile } from './token-file.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** Who may come in, from files that are read again when they change. */
export interface Security {
  readonly access: Access;
  /** Null where nothing is served by TLS. */
  readonly tls: Live<TlsIdentity> | null;
  /** Called when somebody may have lost a token or a role. */
  onTokensChanged(listener: () => void): void;
  /** What an operator should know: files that could not be taken over, a certificate that ends soon. */
  warnings(nowMs: number): readonly string[];
  /** From now on changed files are found. */
  start(): void;
  /** Looks for changed files now. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

export interface SecuritySettings {
  readonly tls: TlsFiles | null;
  readonly tokensFile: string | null;
  readonly certificateRoles: readonly CertificateRole[];
}

/** @throws Error that names the file and what is wrong with it, where one can't be used */
export async function openSecurity(settings: SecuritySettings, log: LiveFilesLog): Promise<Security> {
  const { tokensFile, certificateRoles } = settings;
  const files = new LiveFiles(log);
  const tokens = tokensFile === null ? null : await followTokens(files, tokensFile);
  const tls = settings.tls === null ? null : await followTls(files, settings.tls);
  return {
    access: accessBy({ tokens: () => tokens?.value ?? null, certificateRoles }),
    tls,
    onTokensChanged: (listener) => tokens?.onChange(listener),
    warnings(nowMs) {
      const expiry = tls === null ? '' : expiryWarning(settings.tls!.certFile, tls.value, nowMs);
      return expiry === '' ? files.problems : [...files.problems, expiry];
    },
    start: () => files.start(),
    look: () => files.look(),
    stop: () => files.stop(),
  };
}

function followTokens(files: LiveFiles, path: string): Promise<Live<Tokens>> {
  return files.follow('tokens', [path], ([text = '']) => {
    try {
      return tokensOf(parseTokenFile(text));
    } catch (error) {
      throw error instanceof BadTokenFile ? new Error(`${path} ${error.message}`) : error;
    }
  });
}

function followTls(files: LiveFiles, tls: TlsFiles): Promise<Live<TlsIdentity>> {
  const { certFile, keyFile, clientCaFile } = tls;
  const paths = [certFile, keyFile, ...(clientCaFile === null ? [] : [clientCaFile])];
  return files.follow('tls_cert', paths, (texts) => tlsIdentity(tls, texts));
}
