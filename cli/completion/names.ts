import type { Lbd } from '../client.ts';
import { type ConnectionFlags, poolOf } from '../contexts/connection.ts';
import { contextsFile, readContexts } from '../contexts/contexts-file.ts';

/** What a value may be the name of. */
export type Kind = 'pool' | 'backend' | 'session' | 'context' | 'file';

/** Of flags, whatever command they belong to. */
const flagKinds: Readonly<Record<string, Kind>> = {
  pool: 'pool',
  backend: 'backend',
  to: 'backend',
  claimed: 'backend',
  session: 'session',
  context: 'context',
  file: 'file',
  'token-file': 'file',
  'tls-ca': 'file',
  'tls-cert': 'file',
  'tls-key': 'file',
};
/** Of arguments, where the name alone does not tell: by command and place. */
const argKinds: Readonly<Record<string, readonly Kind[]>> = {
  drain: ['backend'],
  undrain: ['backend'],
  cordon: ['backend'],
  uncordon: ['backend'],
  wait: ['backend'],
  'backends show': ['backend'],
  'backends set': ['backend'],
  'backends remove': ['backend'],
  'pools show': ['pool'],
  'pools set': ['pool'],
  'pools remove': ['pool'],
  'context use': ['context'],
  'context show': ['context'],
  'context set': ['context'],
  'context remove': ['context'],
  route: ['session'],
  expire: ['session'],
  'sessions show': ['session'],
  'sessions end': ['session'],
  'sessions move': ['session', 'backend'],
  'sessions pin': ['session'],
  'sessions unpin': ['session'],
  'sessions label': ['session'],
  backup: ['file'],
};
/** Enough to choose from; more would only scroll by. */
const mostSessions = 100;

export function kindOfFlag(flag: string): Kind | undefined {
  return flagKinds[flag];
}

export function kindOfArg(command: string, place: number): Kind | undefined {
  return argKinds[command]?.[place];
}

/** What there is of a kind, as lbd or the file of contexts tells. */
export async function namesOf(
  kind: Exclude<Kind, 'file'>,
  flags: ConnectionFlags & { readonly pool?: string | undefined },
  withLbd: <T>(use: (lbd: Lbd) => Promise<T>) => Promise<T>,
): Promise<string[]> {
  if (kind === 'context') return Object.keys(readContexts(contextsFile(process.env)).contexts);
  return withLbd(async (lbd) => {
    if (kind === 'pool') return (await lbd.listPools({})).pools.map(({ name }) => name);
    const pool = flags.pool || poolOf(flags, process.env);
    if (kind === 'backend') return (await lbd.listBackends({ pool })).backends.map(({ id }) => id);
    const { sessions } = await lbd.listSessions({ pool, page_size: mostSessions });
    return sessions.map(({ session_id: id }) => id).filter((id) => id !== '');
  });
}
