import { Flags } from '@oclif/core';

const file = (summary: string, helpValue = 'FILE') => Flags.string({ summary, helpGroup: 'GLOBAL', helpValue });

/** What opens an lbd that listens on TCP. Secrets come in files: a command line is for everybody to read. */
export const credentialFlags = {
  'token-file': file('the token that opens it by TCP (or LBCTL_TOKEN_FILE)'),
  'tls-ca': file(
    'speak TLS, and believe who is signed by this (or LBCTL_TLS_CA); "system" for public authorities',
    'FILE|system',
  ),
  'tls-cert': file('the certificate to show (or LBCTL_TLS_CERT)'),
  'tls-key': file('its private key (or LBCTL_TLS_KEY)'),
};
