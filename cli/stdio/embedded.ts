import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Address, parseAddress } from '../address.ts';
import { CommandError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';

/** The lbd of this installation. Lbctl may run out of one file: where this one is says nothing. */
const program = createRequire(import.meta.url).resolve('#lbd');
/** What ends this process, and with it the lbd that it started. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A store in memory is up in well under a second; a machine that needs longer is in trouble. */
const startLimitMs = 20_000;
/** Longer than lbd takes for a stop without calls in flight. */
const stopLimitMs = 5_000;
/** Enough for the line that says why it did not start. */
const stderrLimit = 4_096;

/**
 * Lends an lbd that lives as long as `use`: memory only, on a socket of its own in a temporary folder. It is ended, and
 * the folder removed, when `use` is done, and when this process is told to stop meanwhile.
 *
 * @throws CommandError with lbd's own words when it does not come up
 */
export async function withEmbedded(use: (address: Address) => Promise<void>): Promise<void> {
  // A unix socket's path has 107 bytes at most: a deep temporary folder is no place for it.
  const folder = mkdtempSync(join(tmpdir().length > 60 ? '/tmp' : tmpdir(), 'lbctl-'));
  const address = parseAddress(`unix:${join(folder, 'lbd.sock')}`);
  const args = [program, '--store', 'memory', '--data', folder, '--listen', address.text];
  const child = spawn(process.execPath, args, { cwd: folder, env: ownEnv(), stdio: ['ignore', 'pipe', 'pipe'] });
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const told = (signal: NodeJS.Signals) => {
    end(child)
      .finally(clean)
      .finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of stopSignals) process.once(signal, told);
  try {
    await ready(child);
    await use(address);
  } finally {
    await end(child).finally(clean);
    for (const signal of stopSignals) process.removeListener(signal, told);
  }
}

/** LBD_* settings are meant for the daemon of this machine, not for this one. */
function ownEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LBD_')));
}

/** Resolves at lbd's ready line; rejects when it ends, can't be started or takes too long. */
function ready(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-stderrLimit);
  });
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(startFailure(what, said));
    const timer = setTimeout(() => fail(`it was not ready within ${startLimitMs / 1_000} s`), startLimitMs);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`it ended with ${signal ?? `code ${code}`}`));
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (!line.includes('"ready"')) return;
        clearTimeout(timer);
        resolve();
      });
    }
    child.once('close', () => clearTimeout(timer));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await gone;
  clearTimeout(force);
}

function startFailure(what: string, said: string): CommandError {
  const lines = said.trim();
  return new CommandError({
    code: 'UNAVAILABLE',
    reason: 'EMBEDDED_LBD_FAILED',
    message: `the embedded lbd did not start: ${what}${lines === '' ? '' : `; it said:\n${lines}`}`,
    hint: `try \`${process.execPath} ${program} --store memory\` to see it alone`,
    metadata: {},
    exitCode: exitCodes.unavailable,
  });
}
