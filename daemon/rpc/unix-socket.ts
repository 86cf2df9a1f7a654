import { once } from 'node:events';
import { lstatSync, mkdirSync, type Stats, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { dirname } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { AdminClient } from '../../proto/contract.ts';
import { invalid } from '../core/errors.ts';

/** All but the owner's read and write. */
const ownerOnly = 0o177;
/** How long a living owner has to say who it is. */
const introductionMs = 1_000;

/**
 * Listens on `path`. Nobody but the owner can connect, from the first moment on. The folder is made, for the owner
 * only, when it is missing; a socket nobody answers on is removed first. The system removes the socket at close.
 *
 * @throws LbError `invalid-argument`, field `listen`, when the path belongs to a living process or is no socket
 */
export async function listenOnUnixSocket(server: Server, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  await removeStale(path);
  const listening = once(server, 'listening');
  // The bind happens within listen(), so no other file is made under this mask.
  const before = process.umask(ownerOnly);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
  await listening;
}

async function removeStale(path: string): Promise<void> {
  const found = statOf(path);
  if (found === undefined) return;
  if (!found.isSocket())
    throw invalid('listen', `${path} is there and is no socket; move it away or choose another path`);
  if (await answers(path))
    throw invalid('listen', `${path} belongs to ${await owner(path)}; stop it or choose another path`);
  // Whoever else found it stale may have put its own in this place.
  if (statOf(path)?.ino === found.ino) unlinkSync(path);
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/** Only a refused connection means that nobody is there; whatever else fails may be a living owner's doing. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code !== 'ECONNREFUSED' && code !== 'ENOENT';
  } finally {
    socket.destroy();
  }
}

function owner(path: string): Promise<string> {
  const client = new AdminClient(`unix:${path}`, credentials.createInsecure());
  return new Promise((resolve) => {
    client.getStatus({}, { deadline: Date.now() + introductionMs }, (error, status) => {
      client.close();
      const known = error === null && status !== undefined;
      resolve(known ? `lbd ${status.version} (pid ${status.pid})` : 'a living process that does not say who it is');
    });
  });
}
