import { readFileSync } from 'node:fs';
import type { Address } from './address.ts';
import type { ChannelTls, Opening } from './client/channel-credentials.ts';
import { CommandError, usageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

const loopback = /^tcp:(127(\.\d{1,3}){3}|\[::1\]|localhost):/;
const tokenPattern = /^[\x21-\x7e]{1,1024}$/;

/**
 * What the files hold, as the channel wants it. A token goes nowhere in the clear but to this machine.
 *
 * @throws CommandError 2 when a file can't be used, or the token would go in the clear; it is never quoted
 */
export function readCredentials({ text, credentials = {} }: Address): Opening {
  const { tokenFile, tlsCa, tlsCert, tlsKey } = credentials;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw usageError('a certificate and its key go together', 'give both: --tls-cert FILE --tls-key FILE');
  }
  const opening: { token?: string; tls?: ChannelTls } = {};
  if (tlsCa !== undefined || tlsCert !== undefined) {
    opening.tls = {
      ...(tlsCa === undefined || tlsCa === 'system' ? {} : { ca: read(tlsCa, '--tls-ca') }),
      ...(tlsCert === undefined ? {} : { cert: read(tlsCert, '--tls-cert') }),
      ...(tlsKey === undefined ? {} : { key: read(tlsKey, '--tls-key') }),
    };
  }
  if (tokenFile !== undefined) opening.token = readToken(tokenFile);
  if (opening.token !== undefined && opening.tls === undefined && text.startsWith('tcp:') && !loopback.test(text)) {
    throw usageError(
      `the token would go in the clear to ${text}`,
      'say who signs the certificate of lbd: --tls-ca FILE, or --tls-ca system for a public one',
    );
  }
  return opening;
}

function readToken(file: string): string {
  const token = read(file, '--token-file').toString('utf8').trim();
  if (tokenPattern.test(token)) return token;
  throw unusable(file, '--token-file', 'holds no token, which is one line without spaces');
}

function read(file: string, flag: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unusable(file, flag, `can't be read: ${(error as Error).message}`);
  }
}

function unusable(file: string, flag: string, problem: string): CommandError {
  return new CommandError({
    code: 'INVALID_ARGUMENT',
    reason: 'CREDENTIALS_UNUSABLE',
    message: `${flag}: ${file} ${problem}`,
    hint: flag === '--token-file' ? '`lbctl tokens new NAME --role ROLE` makes one' : '',
    metadata: { file },
    exitCode: exitCodes.usage,
  });
}
