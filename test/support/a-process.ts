import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './source-tree.ts';

export interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A process group of its own: a negative pid then signals it as a terminal does. */
  readonly detached?: boolean;
}

/** A program under test: its output so far, and how it ended. */
export interface Running {
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code, or the signal's name; its output is complete then. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly child: ChildProcess;
  /** Resolves when `pattern` matches the output so far; rejects, with all of it, when the program ends before. */
  seen(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
}

/** Starts the built program dist/`script`. */
export function runBuilt(script: string, args: readonly string[], options?: Options): Running {
  return run(process.execPath, [`${root}/dist/${script}`, ...args], options);
}

export function run(
  program: string,
  args: readonly string[],
  { cwd = root, env = {}, detached = false }: Options = {},
): Running {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);

  async function seen(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(output[stream]);
      if (match !== null) return match;
      const how = await Promise.race([once(child[stream], 'data').then(() => null), ended]);
      if (how !== null && !pattern.test(output[stream])) {
        throw new Error(`it ended (${how}) before ${stream} held ${pattern}:\n${output.stdout}\n${output.stderr}`);
      }
    }
  }
  return { pid: child.pid ?? 0, stdout: () => output.stdout, stderr: () => output.stderr, ended, child, seen };
}
