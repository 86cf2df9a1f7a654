import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { RunningLbd } from './a-daemon.ts';
import { type Outcome, outcomeOf, spawnLbctl } from './programs.ts';

/** A command that goes on by itself, as a process of its own. */
export interface Waiting {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Resolves when its output holds `word`; rejects when it ends before. */
  says(word: RegExp): Promise<void>;
}

export function startWaiting(lbd: RunningLbd, ...args: string[]): Waiting {
  const child = spawnLbctl([...args, '--address', lbd.address]);
  const outcome = outcomeOf(child);
  let said = '';
  child.stdout?.on('data', (text: string) => {
    said += text;
  });
  const says = async (word: RegExp) => {
    const ended = outcome.then(() => true);
    while (!word.test(said)) {
      if ((await Promise.race([once(child.stdout!, 'data'), ended])) !== true) continue;
      if (!word.test(said)) throw new Error(`it ended before it said ${word}: ${JSON.stringify(await outcome)}`);
    }
  };
  return { child, outcome, says };
}
