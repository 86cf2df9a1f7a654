import type { Outcome } from './programs.ts';

/** The built commands are what is tested. */
const built = new URL('../../dist/cli/run.js', import.meta.url).href;
/** Output and exit code belong to the process: one command at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one of lbctl's built commands in this process, as the program would after its start: the same words, the same
 * code. For commands that end by themselves; what the program does around them is tested with the program.
 */
export function lbctlHere(args: readonly string[]): Promise<Outcome> {
  const outcome = last.then(() => captured(args));
  last = outcome.catch(() => {});
  return outcome;
}

async function captured(args: readonly string[]): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const before = {
    log: console.log,
    error: console.error,
    out: process.stdout.write,
    err: process.stderr.write,
    exitCode: process.exitCode,
  };
  const take = (stream: 'stdout' | 'stderr') => (text: string | Uint8Array) => {
    said[stream] += String(text);
    return true;
  };
  console.log = (text = '') => void take('stdout')(`${text}\n`);
  console.error = (text = '') => void take('stderr')(`${text}\n`);
  process.stdout.write = take('stdout') as typeof process.stdout.write;
  process.stderr.write = take('stderr') as typeof process.stderr.write;
  process.exitCode = undefined;
  try {
    const { runLbctl } = (await import(built)) as typeof import('../../cli/run.ts');
    await runLbctl(args);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    console.log = before.log;
    console.error = before.error;
    process.stdout.write = before.out;
    process.stderr.write = before.err;
    process.exitCode = before.exitCode;
  }
}
