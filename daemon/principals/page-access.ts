import { accessBy } from './access.ts';
import { type HttpAccess, httpAccess } from './http-access.ts';
import type { Principal } from './principal.ts';
import type { Security } from './security.ts';
import { makeStartToken, type StartToken } from './start-token.ts';

/** The page's door: by the tokens that are configured, or by one that lbd makes for itself. */
export interface PageAccess extends HttpAccess {
  /** False where nobody can sign in. */
  readonly takesTokens: boolean;
  /** Undefined where others are configured, and where it could not be written. */
  readonly startToken: string | undefined;
  /** False where the token by which somebody came was taken away, or its role has changed. */
  stillHolds(principal: Principal): boolean;
  onTokensChanged(listener: () => void): void;
}

type Log = (level: 'info' | 'warn', event: string, fields: Readonly<Record<string, unknown>>) => void;

/**
 * @param folder  where the start token goes: the data folder
 * @param secure  the listener speaks TLS
 */
export function pageAccess(
  security: Pick<Security, 'access' | 'onTokensChanged'>,
  folder: string,
  secure: boolean,
  log: Log,
): PageAccess {
  const isConfigured = security.access.takesTokens;
  const made = isConfigured ? null : startTokenIn(folder, log);
  const access = isConfigured
    ? security.access
    : accessBy({ tokens: () => made?.tokens ?? null, certificateRoles: [] });
  const now = () => performance.now();
  return {
    ...httpAccess({ access, secure, openToReaders: !isConfigured, now }),
    takesTokens: access.takesTokens,
    startToken: made?.token,
    stillHolds: access.stillHolds,
    onTokensChanged: security.onTokensChanged,
  };
}

/** Without it the page only shows; that is no reason not to start. */
function startTokenIn(folder: string, log: Log): StartToken | null {
  try {
    const made = makeStartToken(folder);
    log('info', 'page-token-made', { file: made.file, note: 'the page asks for it before it changes anything' });
    return made;
  } catch (error) {
    log('warn', 'page-token-not-made', { folder, error, note: 'the page only shows; lbctl changes' });
    return null;
  }
}
