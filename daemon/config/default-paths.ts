import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the defaults depend on; a test gives its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly isRoot: boolean;
}

/** The folder of `--dev`: in the clone, where it can be looked at and thrown away. */
export const devDataFolder = '.lbd';

/**
 * Where state belongs: `$XDG_STATE_HOME/lbd` where that is set; `/var/lib/lbd` for root, as the Filesystem Hierarchy
 * Standard has it for services; else `~/.local/state/lbd`, which is what an unset XDG_STATE_HOME means.
 */
export function defaultDataFolder({ env, isRoot }: Surroundings): string {
  if (env.XDG_STATE_HOME?.startsWith('/')) return join(env.XDG_STATE_HOME, 'lbd');
  return isRoot ? '/var/lib/lbd' : join(env.HOME ?? homedir(), '.local/state/lbd');
}

/**
 * The socket that lbctl looks for when no address is given: `$XDG_RUNTIME_DIR/lbd.sock`, else `/run/lbd/lbd.sock`,
 * else `lbd.sock` in the data folder. The first whose folder can be written wins.
 */
export function defaultSocket({ env }: Surroundings, dataFolder: string): string {
  const runtime = env.XDG_RUNTIME_DIR;
  if (runtime?.startsWith('/') && isWritableFolder(runtime)) return join(runtime, 'lbd.sock');
  if (isWritableFolder('/run/lbd') || (!exists('/run/lbd') && isWritableFolder('/run'))) return '/run/lbd/lbd.sock';
  return join(dataFolder, 'lbd.sock');
}

function isWritableFolder(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
