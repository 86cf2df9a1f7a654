import type { DrainProgress__Output as Progress } from '../proto/generated/lb/v1/DrainProgress.ts';
import { progressLine, progressText } from './drain-view.ts';
import { apiJson } from './output/json.ts';
import { isLive, liveBlock, type Screen } from './output/live.ts';

/** How often a log file hears of a drain that goes on. */
const lineEveryMs = 10_000;

/** Tells how drains go on, each in its own line. */
export interface ProgressReport {
  progress(id: string, progress: Progress): void;
  /** A word besides, on stderr. */
  notice(text: string): void;
}

/** Bars on a terminal, a line now and then elsewhere, an object a line with `--json`. */
export function progressReport(
  screen: Screen,
  { json, now, warn }: { json: boolean; now: () => number; warn: (text: string) => void },
): ProgressReport {
  if (json) {
    const progress = (_id: string, message: Progress) => screen.write(`${JSON.stringify(apiJson(message))}\n`);
    return { progress, notice: warn };
  }
  return isLive(screen) ? bars(screen, now, warn) : lines(screen, now, warn);
}

function bars(screen: Screen, now: () => number, warn: (text: string) => void): ProgressReport {
  const block = liveBlock(screen);
  const shown = new Map<string, Progress>();
  return {
    progress(id, progress) {
      shown.set(id, progress);
      const width = Math.max(...[...shown.keys()].map((each) => each.length));
      block.show([...shown].map(([each, last]) => progressLine(each.padEnd(width), last, now())));
    },
    notice(text) {
      block.settle();
      warn(text);
    },
  };
}

function lines(screen: Screen, now: () => number, warn: (text: string) => void): ProgressReport {
  const toldAtMs = new Map<string, number>();
  return {
    progress(id, progress) {
      // The end has a sentence of its own.
      if (progress.done || now() - (toldAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < lineEveryMs) return;
      toldAtMs.set(id, now());
      screen.write(`${id}: ${progressText(progress, now())}\n`);
    },
    notice: warn,
  };
}
