import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Mutation } from './mutation.ts';
import type { Program } from './world.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** Runs `use` on a copy of the build that has the mutation. @throws when a text to replace is not there exactly once */
export async function withMutated<T>({ name, faults }: Mutation, use: (program: Program) => Promise<T>): Promise<T> {
  // Beside the build, so that what it imports is found.
  const folder = mkdtempSync(join(dist, '.mutation-'));
  try {
    cpSync(join(dist, 'daemon'), folder, { recursive: true, filter: (path) => !/\.(d\.ts|map)$/.test(path) });
    for (const { file, original, mutated } of faults) {
      const path = join(folder, `${file}.js`);
      const parts = readFileSync(path, 'utf8').split(original);
      if (parts.length !== 2) {
        const found = `found ${parts.length - 1} times`;
        throw new Error(
          `${name}: "${original}" is ${found} in dist/daemon/${file}.js; build, or adapt test/simulation/mutations.ts`,
        );
      }
      writeFileSync(path, parts.join(mutated));
    }
    return await use(await load(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function load(folder: string): Promise<Program> {
  const from = <T>(file: string): Promise<T> => import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
  const { startEngine } = await from<typeof import('../../daemon/engine.ts')>('engine.js');
  const { LbError } = await from<typeof import('../../daemon/core/errors.ts')>('core/errors.js');
  const { UnknownOutcome } = await from<typeof import('../../daemon/core/ports.ts')>('core/ports.js');
  return { startEngine, LbError, UnknownOutcome };
}
