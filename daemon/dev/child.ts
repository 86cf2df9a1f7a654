import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./example-backend.js', import.meta.url));

/** An example backend that listens. */
export interface Child {
  readonly pid: number;
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  /** Asks it to end. Safe to repeat. */
  end(): void;
}

/**
 * Starts an example backend on a free port.
 *
 * @param avoidedAddress an address it must not take: that of the process before it
 * @throws Error when it ends before it listens
 */
export async function startChild(id: string, avoidedAddress: string | null): Promise<Child> {
  const avoidedPort = avoidedAddress?.split(':').at(-1) ?? '0';
  // Output goes to stderr: stdout belongs to the ready line.
  const child = fork(program, [id, avoidedPort], { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await Promise.race([portOf(child), ended.then(() => null)]);
  if (port === null) throw new Error(`the example backend ${id} ended before it listened`);
  return { pid: child.pid ?? 0, address: `127.0.0.1:${port}`, ended, end: () => void child.kill('SIGTERM') };
}

async function portOf(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return message.port;
}
