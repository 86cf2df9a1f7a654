import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

const ticksPerSecond = 100; // USER_HZ, what /proc counts in on every Linux

/** What the figures were taken on. */
export function describeMachine() {
  return {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    pinned: canPin(),
  };
}

/** Can a process be bound to a core here, and is there one for the server and one for its callers? */
export function canPin() {
  return cpus().length >= 2 && existsSync('/usr/bin/taskset');
}

/** Binds one thread of a process; its other threads go on as they are. */
export function pinThread(tid, cores) {
  if (canPin()) execFileSync('taskset', ['-p', '-c', cores, String(tid)], { stdio: 'ignore' });
}

/** CPU seconds since its start: of the whole process, and of its main thread. */
export function cpuSeconds(pid) {
  return { all: secondsIn(`/proc/${pid}/stat`), main: secondsIn(`/proc/${pid}/task/${pid}/stat`) };
}

function secondsIn(file) {
  const [user, system] = fieldsOf(file).slice(11, 13).map(Number);
  return (user + system) / ticksPerSecond;
}

/** From the third field of a `stat` on: the second, a name, may hold blanks. */
function fieldsOf(file) {
  const text = readFileSync(file, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** CPU seconds of the whole machine, without interrupts, which are nobody's; `stolen` went to other machines. */
export function machineCpuSeconds() {
  const [user, nice, system, , , , , stolen] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system) / ticksPerSecond, stolen: stolen / ticksPerSecond };
}

/** CPU seconds of this process and of all its children that have ended. */
export function ownCpuSeconds() {
  const [user, system, childrenUser, childrenSystem] = fieldsOf('/proc/self/stat').slice(11, 15).map(Number);
  return (user + system + childrenUser + childrenSystem) / ticksPerSecond;
}

/** Every thread of a process but its main one: of lbd those are the writer, the reader and the runtime's helpers. */
export function pinOtherThreads(pid, cores) {
  for (const tid of readdirSync(`/proc/${pid}/task`)) if (Number(tid) !== pid) pinThread(tid, cores);
}
