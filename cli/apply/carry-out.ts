import type { Lbd } from '../client.ts';
import { CommandError } from '../errors.ts';
import type { Change } from './changes.ts';

/** Enough to let lbd write many at once. */
const inFlight = 16;

/** A change with what became of it. */
export interface Carried {
  readonly change: Change;
  /** Undefined when it was done. */
  readonly error?: CommandError;
}

export interface Options {
  /** A new address is the same process: its sessions stay. */
  readonly keepSessions: boolean;
}

/**
 * Makes what is new and changes what differs: pools first, then backends, many at a time. What fails is told, and keeps
 * nothing else from being done.
 */
export async function carryOut(lbd: Lbd, changes: readonly Change[], options: Options): Promise<Carried[]> {
  const carried: Carried[] = [];
  for (const kind of ['pool', 'backend'] as const) {
    const due = changes.filter((change) => change.kind === kind && change.action !== 'remove');
    carried.push(...(await eachOf(due, (change) => carryOutOne(lbd, change, options))));
  }
  return carried;
}

async function carryOutOne(lbd: Lbd, change: Change, { keepSessions }: Options): Promise<void> {
  const { kind, action, pool, id, message, etag } = change;
  if (action === 'none') return;
  if (kind === 'pool') {
    const settings = { ...message, name: pool };
    if (action === 'create') await lbd.createPool({ pool: settings });
    else await lbd.updatePool({ pool: { ...settings, etag }, update_mask: { paths: pathsOf(change) } });
    return;
  }
  const settings = { ...message, pool, id };
  if (action === 'create') await lbd.createBackend({ backend: settings });
  else {
    const update_mask = { paths: pathsOf(change) };
    await lbd.updateBackend({ backend: { ...settings, etag }, update_mask, keep_sessions: keepSessions });
  }
}

/** A probe of another kind is another probe: lbd would refuse it what the old one was told, such as a path for tcp. */
function pathsOf({ fields }: Change): string[] {
  const paths = fields.map(({ field }) => field);
  if (!paths.includes('probe.kind')) return paths;
  return [...paths.filter((path) => !path.startsWith('probe.')), 'probe'];
}

/** In the order of the changes, whatever order they end in. */
export async function eachOf(changes: readonly Change[], carry: (change: Change) => Promise<void>): Promise<Carried[]> {
  const carried: Carried[] = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < changes.length; i = next++) {
      const change = changes[i]!;
      carried[i] = await carry(change).then(
        () => ({ change }),
        (error: unknown) => {
          if (!(error instanceof CommandError)) throw error;
          return { change, error };
        },
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, changes.length) }, worker));
  return carried;
}
