import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { canPin, cpuSeconds } from './machine.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const lbdProgram = here('../../dist/daemon/main.js');
const noOpProgram = here('../processes/no-op-server.mjs');
const callerProgram = here('../processes/caller.mjs');

const running = new Set();
const folders = new Set();

/** A folder that is gone when the bench ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-bench-'));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** lbd on SQLite, with backends api-1, api-2 and so on. Resolves when it says that it is ready. */
export function startLbd(
  folder,
  { cores, flags = [], nodeFlags = [], backends: count = 3, addresses, ipc = false } = {},
) {
  const plan = join(folder, 'backends.yaml');
  const places = addresses ?? Array.from({ length: count }, (_, i) => `127.0.0.1:${9_001 + i}`);
  const backends = places.map((address, i) => `  - {id: api-${i + 1}, address: "${address}"}\n`);
  writeFileSync(plan, `backends:\n${backends.join('')}`);
  const args = [
    '--data',
    join(folder, 'data'),
    '--listen',
    'tcp:127.0.0.1:0',
    '--insecure-loopback',
    '--bootstrap',
    plan,
  ];
  return startServer('lbd', [...nodeFlags, lbdProgram, ...args, '--log-level', 'error', ...flags], cores, ipc);
}

export function startNoOp({ cores, flags = [] } = {}) {
  return startServer('no-op', [noOpProgram, ...flags], cores);
}

/** A server of processes/, by its file's name. */
export function startProgram(name, file, args, cores) {
  return startServer(name, [here(`../processes/${file}`), ...args], cores);
}

async function startServer(name, args, cores, ipc = false) {
  const startedAtMs = performance.now();
  const child = spawnPinned(process.execPath, args, cores, ['ignore', 'pipe', 'inherit', ...(ipc ? ['ipc'] : [])]);
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`${name} ended before it was ready (${signal ?? code})`);
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  ended.catch(() => {});
  const readyAfterMs = performance.now() - startedAtMs;
  const ready = JSON.parse(line);
  const port = Number(ready.listen[0].split(':').at(-1));
  return {
    name,
    pid: child.pid,
    port,
    ready,
    readyAfterMs,
    readyAfterCpuMs: cpuSeconds(child.pid).all * 1_000,
    /** Only of what listens: see processes/loop-watch.mjs. */
    async ask(word) {
      child.send(word);
      return (await once(child, 'message'))[0];
    },
    stop: (signal = 'SIGTERM') => stop(child, signal),
  };
}

/** Callers in a process of their own. `ask` sends an order of processes/caller.mjs, and resolves with its result. */
export async function startCaller(cores) {
  const child = spawnPinned(process.execPath, [callerProgram], cores, ['ignore', 'inherit', 'inherit', 'ipc']);
  await once(child, 'message');
  return {
    pid: child.pid,
    async ask(order) {
      child.send(order);
      const [{ result, error }] = await once(child, 'message');
      if (error !== undefined) throw new Error(`the caller of the bench: ${error}`);
      return result;
    },
    stop: () => stop(child, 'SIGKILL'),
  };
}

/** Makes a folder of lbd with so many sessions in it; for the shapes see processes/fill-store.mjs. */
export async function fillStore(folder, sessions, shape, options) {
  await (await startLbd(folder, options)).stop();
  await runProgram('../processes/fill-store.mjs', [join(folder, 'data'), String(sessions), shape]);
}

/** Runs a program of the bench to its end, and answers the JSON it prints. */
export async function runProgram(program, args, { cores, nodeFlags = [] } = {}) {
  const child = spawnPinned(process.execPath, [...nodeFlags, here(program), ...args], cores);
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${signal ?? code}`);
  return JSON.parse(text);
}

function spawnPinned(program, args, cores, stdio = ['ignore', 'pipe', 'inherit']) {
  const pin = cores !== undefined && canPin();
  const child = spawn(pin ? 'taskset' : program, pin ? ['-c', cores, program, ...args] : args, { stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function stop(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
