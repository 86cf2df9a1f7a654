/** How callers of a TCP listener are told apart. */
export type Protection =
  /** They are not: every local user may do everything. */
  | 'open-loopback'
  /** By certificate or token, over TLS. */
  | 'tls'
  /** By token, which who can read the network can take. */
  | 'plaintext-tokens';

export interface ProtectionSettings {
  /** There is a certificate to show. */
  readonly tls: boolean;
  /** Clients' certificates are asked for. */
  readonly clientCa: boolean;
  readonly tokens: boolean;
  /** Plaintext without a token on 127.0.0.1 and ::1 is meant. */
  readonly insecureLoopback: boolean;
  /** Tokens over plaintext beyond the loopback are meant. */
  readonly insecurePlaintext: boolean;
}

/** @returns `{ problem }` in words that follow the quoted address, where it would let strangers in */
export function protectionOf(
  isLoopback: boolean,
  settings: ProtectionSettings,
): Protection | { readonly problem: string } {
  const { tls, clientCa, tokens, insecureLoopback, insecurePlaintext } = settings;
  if (isLoopback && insecureLoopback) return 'open-loopback';
  if (tls) {
    if (clientCa || tokens) return 'tls';
    return { problem: 'has TLS, and nothing that tells who asks; add --tokens FILE or --client-ca FILE' };
  }
  if (tokens) {
    if (isLoopback || insecurePlaintext) return 'plaintext-tokens';
    return {
      problem:
        'would send tokens in the clear; add --tls-cert and --tls-key, or --insecure-plaintext where the network is encrypted by other means',
    };
  }
  if (isLoopback) {
    return {
      problem: 'would let every local user do everything; add --tokens FILE, or --insecure-loopback if that is meant',
    };
  }
  return {
    problem:
      'would serve everyone without encryption or token; add --tls-cert, --tls-key and --tokens or --client-ca, ' +
      'listen on a unix socket, or on 127.0.0.1 or [::1] with --insecure-loopback',
  };
}
