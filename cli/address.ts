import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandError, usageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/** Where a daemon listens. */
export interface Address {
  /** As people write it: `unix:PATH` or `tcp:HOST:PORT`. */
  readonly text: string;
  /** As gRPC wants it. */
  readonly target: string;
  /** What opens it; nothing for a socket that opens by its mode. */
  readonly credentials?: Credentials;
}

/** Files that say who asks, and whom to believe. */
export interface Credentials {
  readonly tokenFile?: string | undefined;
  /** Who signs lbd's certificate, in PEM; `system` for those whom the machine believes. */
  readonly tlsCa?: string | undefined;
  /** The caller's own certificate and its key. */
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
}

/** The address as `--address` and `LBCTL_ADDRESS` give it. Throws a usage error. */
export function parseAddress(text: string): Address {
  if (text.startsWith('unix:')) {
    const path = text.slice('unix:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw usageError(`address ${JSON.stringify(text)} has no path`, 'write unix:/run/lbd/lbd.sock');
    return { text, target: `unix:${resolve(path)}` };
  }
  const tcp = /^tcp:(\[[0-9a-fA-F:.]+\]|[^:[\]]+):([0-9]{1,5})$/.exec(text);
  if (tcp && Number(tcp[2]) >= 1 && Number(tcp[2]) <= 65_535) {
    return { text, target: `dns:${tcp[1]}:${tcp[2]}` };
  }
  throw usageError(
    `address ${JSON.stringify(text)} is neither unix:PATH nor tcp:HOST:PORT`,
    'it says where lbd listens, like unix:/run/lbd/lbd.sock; a backend has its address after its id: ' +
      '`lbctl backends set ID HOST:PORT`',
  );
}

/** What the default sockets depend on; a test gives its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly isRoot: boolean;
}

/** Where lbd listens when nobody said otherwise: the runtime folder, the system's, or a data folder. */
export function defaultSockets({ env, folder, isRoot }: Surroundings): string[] {
  const state = env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(env.HOME ?? homedir(), '.local/state');
  const dataFolder = isRoot && !env.XDG_STATE_HOME?.startsWith('/') ? '/var/lib/lbd' : join(state, 'lbd');
  return [
    ...(env.XDG_RUNTIME_DIR?.startsWith('/') ? [join(env.XDG_RUNTIME_DIR, 'lbd.sock')] : []),
    '/run/lbd/lbd.sock',
    join(folder, '.lbd', 'lbd.sock'),
    join(dataFolder, 'lbd.sock'),
  ];
}

/** The first default socket that is there. Throws `unavailable` with all that was tried. */
export function findSocket(sockets: readonly string[]): Address {
  const found = sockets.find((path) => existsSync(path));
  if (found !== undefined) return parseAddress(`unix:${found}`);
  throw new CommandError({
    code: 'UNAVAILABLE',
    reason: 'NO_DAEMON',
    message: `no lbd is running here: there is no socket at ${sockets.join(', ')}`,
    hint: 'start one with `lbd`, or say where it listens: --address unix:PATH or tcp:HOST:PORT (or LBCTL_ADDRESS)',
    metadata: {},
    exitCode: exitCodes.unavailable,
  });
}
