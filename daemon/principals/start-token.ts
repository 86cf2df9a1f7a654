import { hash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tokens, tokensOf } from './tokens.ts';

/** A token that lbd made for itself. */
export interface StartToken {
  readonly token: string;
  /** Where it can be read by who may read the data folder. */
  readonly file: string;
  readonly tokens: Tokens;
}

export const startTokenFile = 'page-token';

/**
 * Makes the token with which an operator of this machine signs in to the page where no other is configured: another
 * one at each start, in a file that only lbd's user can read.
 *
 * @throws Error of the file system
 */
export function makeStartToken(folder: string): StartToken {
  const token = randomBytes(24).toString('base64url');
  const file = join(folder, startTokenFile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A file that is there keeps its mode when it is written to.
  rmSync(file, { force: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { token, file, tokens: tokensOf([{ name: 'page', role: 'operator', sha256: hash('sha256', token) }]) };
}
