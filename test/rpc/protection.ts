import { accessBy } from '../../daemon/principals/access.ts';
import type { ProtectionSettings } from '../../daemon/principals/protection.ts';
import type { Security } from '../../daemon/principals/security.ts';

/** Nothing was said about who may come in by TCP. */
export const unprotected: ProtectionSettings = {
  tls: false,
  clientCa: false,
  tokens: false,
  insecureLoopback: false,
  insecurePlaintext: false,
};

/** Of an lbd that has neither tokens nor certificates. */
export const noSecurity: Pick<Security, 'access' | 'tls' | 'onTokensChanged'> = {
  access: accessBy({ tokens: () => null, certificateRoles: [] }),
  tls: null,
  onTokensChanged: () => {},
};
