import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/source-tree.ts';
import { Disk, type Fate, type Random } from './disk.ts';
import { Judge } from './judge.ts';
import { type DiskEvent, diskEvents, traced } from './trace.ts';

export interface Outcome {
  readonly images: number;
  /** What was wrong, the first few, with the image's number. */
  readonly verdicts: readonly string[];
  /** Images that had lost or damaged something. */
  readonly bad: number;
  readonly acknowledged: number;
}

/** Runs the workload under strace, and gives back what it did to its files. */
export async function traceOf(durability: 'full' | 'normal', changes: number): Promise<DiskEvent[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-traced-'));
  const [trace, told] = [join(folder, 'trace'), openSync(join(folder, 'told'), 'w')];
  const workload = [`${root}/test/crash/workload.mjs`, join(folder, 'data'), durability, String(changes)];
  const args = [
    '-f',
    '-y',
    '-xx',
    '-s',
    '1000000',
    '-e',
    `trace=${traced}`,
    '-o',
    trace,
    process.execPath,
    ...workload,
  ];
  const strace = spawn('strace', args, { stdio: ['ignore', 'inherit', 'inherit', told] });
  await once(strace, 'exit');
  closeSync(told);
  const events = diskEvents(readFileSync(trace, 'latin1'));
  rmSync(folder, { recursive: true });
  return events.filter(isOfTheDatabase);
}

function isOfTheDatabase(event: DiskEvent): boolean {
  if (event.kind === 'told') return true;
  return event.kind === 'sync'
    ? /\/data$|\/lbd\.db(-wal|-journal)?$/.test(event.file)
    : /\/lbd\.db(-wal|-journal)?$/.test(event.file);
}

/**
 * Lets the power fail after calls of the trace, evenly spread, and looks at what the disk then may hold: nothing of
 * what was not synced, all of it, and some of it, some sectors torn.
 */
export function crashImages(events: readonly DiskEvent[], images: number, seed: number): Outcome {
  const random = seeded(seed);
  const disk = new Disk();
  const judge = new Judge();
  const folder = join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `lbd-crash-${process.pid}`);
  const changes = events.filter(({ kind }) => kind !== 'told').length;
  const verdicts: string[] = [];
  let [made, bad, seen] = [0, 0, 0];
  for (const event of events) {
    if (event.kind === 'told') judge.hear(event.line);
    disk.apply(event);
    if (event.kind !== 'told') seen += 1;
    for (; made < (seen / changes) * images; made += 1) {
      const fate: Fate = made % 8 === 0 ? 'lost' : made % 8 === 1 ? 'kept' : 'mixed';
      const found = judge.verdicts(disk.image(fate, random), folder);
      if (found.length === 0) continue;
      bad += 1;
      if (verdicts.length < 5) verdicts.push(`image ${made} (${fate}): ${found[0]}`);
    }
  }
  return { images: made, verdicts, bad, acknowledged: judge.acknowledged };
}

/** Mulberry32. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
