import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const requirements = here('requirements.txt');
const timeout = 240_000;

/** Runs the Python client of this folder with `args`, and answers what it prints. */
export type Python = (...args: readonly string[]) => Promise<string>;

/**
 * A Python with what the client needs, in an environment of its own that later runs find again.
 *
 * @returns why there is none, in words, where there is none
 */
export async function aPython(): Promise<Python | { readonly missing: string }> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = here(`../../../node_modules/.cache/lbd-python-${version}`);
  try {
    if (!existsSync(folder)) await install(folder);
  } catch (error) {
    return { missing: firstLine(error) };
  }
  return async (...args) => (await run(`${folder}/bin/python`, [here('client.py'), ...args], { timeout })).stdout;
}

/** Under another name first, so that an installation that was broken off is not taken for a whole one. */
async function install(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', '--copies', unfinished], { timeout });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
    await run(`${unfinished}/bin/python`, pip, { timeout });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function firstLine(error: unknown): string {
  const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
  if (code === 'ENOENT') return 'there is no python3';
  return `python3 could not be prepared: ${(stderr || message).trim().split('\n').at(-1)}`;
}
