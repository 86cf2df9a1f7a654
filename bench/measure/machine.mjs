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
  const text = readFileSync(file, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the third field on: a name may hold blanks
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
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

/** Resident bytes of a process. */
export function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}

/** The threads of a process, by number and name. */
export function threadsOf(pid) {
  return readdirSync(`/proc/${pid}/task`).map((tid) => ({
    tid: Number(tid),
    name: readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8').trim(),
  }));
}
