import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { lbctlHere } from './here.ts';
import { aFolder, lbctl, type Outcome, type StartedLbd, startLbd } from './programs.ts';

/** An lbd and lbctl against it. */
export interface RunningLbd extends StartedLbd {
  /** A built command of lbctl, run in this process: it costs a few milliseconds. */
  run(...args: string[]): Promise<Outcome>;
  /** The program itself, as a process of its own. */
  program(...args: string[]): Promise<Outcome>;
  /** The answer of `lbctl … --json`. */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer, and fails where it is another
  json(...args: string[]): Promise<any>;
}

let shared: Promise<StartedLbd> | undefined;
let sharedFolder: string | undefined;

afterAll(async () => {
  await (await shared)?.stop();
  if (sharedFolder !== undefined) rmSync(sharedFolder, { recursive: true, force: true });
});

/**
 * The lbd of this file's tests, on the memory store: emptied of sessions and backends, and then with these backends in
 * the pool `default`. Its pools, its journal, its counts and its policies' turns go on from test to test: who looks at
 * those, or stops it, takes `aDaemonOfItsOwn`.
 */
export async function aDaemon(backends: readonly string[] = []): Promise<RunningLbd> {
  sharedFolder ??= mkdtempSync(join(tmpdir(), 'lbctl-test-'));
  shared ??= startLbd(sharedFolder);
  const lbd = withCommands(await shared);
  await empty(lbd);
  return add(lbd, backends);
}

/** An lbd that ends with the test. */
export async function aDaemonOfItsOwn(
  backends: readonly string[] = [],
  { args, folder = aFolder() }: { args?: readonly string[]; folder?: string } = {},
): Promise<RunningLbd> {
  const lbd = withCommands(await startLbd(folder, args));
  onTestFinished(() => lbd.stop('SIGKILL'));
  return add(lbd, backends);
}

function withCommands(lbd: StartedLbd): RunningLbd {
  const at = (words: readonly string[]) => [...words, '--address', lbd.address];
  const run = (...words: string[]) => lbctlHere(at(words));
  const program = (...words: string[]) => lbctl(at(words));
  const json = async (...words: string[]) => {
    const { code, stdout, stderr } = await run(...words, '--json');
    if (code !== 0) throw new Error(`lbctl ${words.join(' ')} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };
  return { ...lbd, run, program, json };
}

async function add(lbd: RunningLbd, backends: readonly string[]): Promise<RunningLbd> {
  for (const id of backends) await lbd.json('backends', 'add', id, `${id}.test:80`);
  return lbd;
}

async function empty(lbd: RunningLbd): Promise<void> {
  await lbd.json('expire', '--all', '-A', '--yes');
  const { backends } = await lbd.json('backends', '-A');
  for (const { id, pool } of backends) await lbd.json('backends', 'remove', id, '--pool', pool, '--force', '--yes');
}
