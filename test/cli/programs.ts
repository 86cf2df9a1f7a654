import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, onTestFinished } from 'vitest';

/** The built programs, as a user runs them. */
export const lbctlProgram = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const lbdProgram = fileURLToPath(new URL('../../dist/daemon/main.js', import.meta.url));

/** Contexts of a test file are its own: those of whoever runs the tests are none of theirs. */
const configFolder = mkdtempSync(join(tmpdir(), 'lbctl-config-'));
process.env.LBCTL_CONFIG = join(configFolder, 'contexts.json');
afterAll(() => rmSync(configFolder, { recursive: true, force: true }));

export interface Outcome {
  /** 128 and the signal's number where one ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
}

/** Runs lbctl to its end, with no terminal. The environment is bare: nothing of the machine's lbd gets in. */
export async function lbctl(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = spawnLbctl(args, options);
  const outcome = outcomeOf(child);
  child.stdin?.on('error', () => {}).end(options.input ?? '');
  return outcome;
}

export function spawnLbctl(args: readonly string[], { env = {}, cwd, uid }: RunOptions = {}): ChildProcess {
  const child = spawn(process.execPath, [lbctlProgram, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), LBCTL_CONFIG: process.env.LBCTL_CONFIG ?? '', ...env },
    stdio: 'pipe',
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
  });
  onTestFinished(() => void child.kill('SIGKILL')); // a test that failed may leave it waiting for input
  return child;
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 128, stdout, stderr };
}

/** A folder that goes away with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbctl-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface StartedLbd {
  readonly address: string;
  readonly socket: string;
  /** Ends it by `signal`; resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A real lbd in a folder, ready to serve. */
export async function startLbd(folder: string, args: readonly string[] = ['--store', 'memory']): Promise<StartedLbd> {
  const socket = join(folder, 'lbd.sock');
  const address = `unix:${socket}`;
  const child = spawn(
    process.execPath,
    [lbdProgram, '--data', folder, '--listen', address, '--log-level', 'error', ...args],
    { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error('lbd ended before it was ready; its own words are above');
    if (value.includes('"ready"')) break;
  }
  child.stdout.resume();
  return { address, socket, stop };
}
