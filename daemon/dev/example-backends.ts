import type { BackendAdministration } from '../backends/backend-administration.ts';
import { LbError } from '../core/errors.ts';
import { type BackendSettings, defaultPool, defaultProbe } from '../core/model.ts';
import { type Child, startChild } from './child.ts';

export const exampleIds = ['api-1', 'api-2', 'api-3'] as const;

/** Rest before a new process, so that one that can't start does not spin. */
const restartDelayMs = 500;

const by = { who: 'lbd', reason: 'example backend of --dev' };

type Log = (level: 'info' | 'warn', event: string, fields: Readonly<Record<string, unknown>>) => void;
type Backends = Pick<BackendAdministration, 'list' | 'create' | 'update'>;

export interface ExampleBackends {
  /** Ends the processes; resolves when they are gone. Their backends stay in the store. */
  stop(): Promise<void>;
  readonly processes: readonly { readonly id: string; readonly pid: number; readonly address: string }[];
}

/**
 * Starts three example backends and keeps them running until `stop`.
 *
 * A process always comes with an address of its own: that tells lbd that the memory of the one before is gone, and its
 * sessions move at their next Route. On the old port it would look as if they still were at home.
 *
 * @throws Error when one can't start or can't be written to the store; none is left running then
 */
export async function startExampleBackends(backends: Backends, log: Log): Promise<ExampleBackends> {
  const running = new Map<string, Child>();
  let stopping = false;

  async function start(id: string): Promise<void> {
    const known = backends.list(defaultPool).find((backend) => backend.id === id);
    const child = await startChild(id, known?.settings.address ?? null);
    running.set(id, child);
    if (stopping) child.end();
  }

  async function keepRunning(id: string): Promise<void> {
    for (;;) {
      await running.get(id)?.ended;
      if (stopping) return;
      await new Promise((resolve) => setTimeout(resolve, restartDelayMs));
      if (stopping) return;
      try {
        await start(id);
        const { pid, address } = running.get(id)!;
        await moveTo(backends, id, address);
        log('info', 'example-backend-restarted', { backend: id, pid, address, note: 'its memory is empty' });
      } catch (error) {
        running.get(id)?.end();
        log('warn', 'example-backend-not-restarted', { backend: id, error });
        if (error instanceof LbError && error.kind === 'backend-not-found') return;
      }
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    for (const child of running.values()) child.end();
    await Promise.all([...running.values()].map((child) => child.ended));
  }

  try {
    await Promise.all(exampleIds.map(start));
    for (const id of exampleIds) await register(backends, id, running.get(id)!.address);
  } catch (error) {
    await stop();
    throw error;
  }
  for (const id of exampleIds) void keepRunning(id);
  return {
    stop,
    get processes() {
      return exampleIds.map((id) => ({ id, pid: running.get(id)!.pid, address: running.get(id)!.address }));
    },
  };
}

async function register(backends: Backends, id: string, address: string): Promise<void> {
  const isKnown = backends.list(defaultPool).some((backend) => backend.id === id);
  if (isKnown) await moveTo(backends, id, address);
  else await backends.create(defaultPool, id, { ...exampleSettings, address }, by);
}

async function moveTo(backends: Backends, id: string, address: string): Promise<void> {
  await backends.update(defaultPool, id, { address }, { etag: '', keepSessions: false }, by);
}

const exampleSettings: Omit<BackendSettings, 'address'> = {
  weight: 1,
  zone: '',
  labels: {},
  maxSessions: 0,
  probe: { ...defaultProbe, kind: 'http', intervalMs: 1_000, rise: 1 },
};
