import { fileURLToPath } from 'node:url';
import { startLbd } from './children.mjs';
import { loadedServer } from './served.mjs';

const loopWatch = fileURLToPath(new URL('../processes/loop-watch.mjs', import.meta.url));

/** Far less than lbd can do: what is measured is how long a Route waits for others, not how many fit in. */
const pace = { inFlight: 1_000, perSecond: 2_000 };
const clients = 10_000;

/**
 * lbd on core 0 with all its threads, and clients on core 1 that ask for their sessions at a steady pace.
 *
 * @param prepare called before the clients' sessions are made
 */
export async function watchedLbd(folder, { prepare = async () => {}, ...options } = {}) {
  const nodeFlags = ['--import', loopWatch, ...(options.nodeFlags ?? [])];
  const flags = ['--max-sessions-total', '16000000'];
  const lbd = await startLbd(folder, { cores: '0', ...options, nodeFlags, flags, ipc: true });
  await prepare(lbd);
  const served = await loadedServer(lbd, { sessions: clients });
  await served.warmUp({ inFlight: 100, forMs: 1_500 });
  return {
    port: lbd.port,
    /** One cell: the clients' waiting times, and how long lbd's loop was held up. */
    async measure(forMs) {
      await lbd.ask('stalls');
      const cell = await served.measure({ ...pace, forMs });
      return { ...cell, stalls: await lbd.ask('stalls') };
    },
    stop: () => served.stop(),
  };
}

export const pacedText = `${clients.toLocaleString('en-US')} kept sessions asked for at ${pace.perSecond.toLocaleString('en-US')} a second`;
