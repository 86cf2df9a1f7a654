import type { Backend__Output as Backend } from '../proto/generated/lb/v1/Backend.ts';
import type { Drain__Output as Drain } from '../proto/generated/lb/v1/Drain.ts';
import type { DrainPreview__Output as Preview } from '../proto/generated/lb/v1/DrainPreview.ts';
import type { DrainProgress__Output as Progress } from '../proto/generated/lb/v1/DrainProgress.ts';
import { bar } from './output/live.ts';
import { details } from './output/table.ts';
import { clockTime, msOf, span } from './output/time.ts';
import { counted, grouped } from './output/words.ts';

/** What became of a backend that was told to drain: `api-1 is draining: 12 sessions stay until 14:03:22 (5m); …` */
export function drainSentence(backend: Backend, nowMs: number): string {
  const { id, session_count: count, drain } = backend;
  if (backend.admin_state === 'ADMIN_STATE_DRAINED') {
    return `${id} is drained: it takes no sessions, and those it had move at their next request`;
  }
  const sessions = (one: string, many: string) => counted(count, `session ${one}`, `sessions ${many}`);
  if (drain?.mode === 'DRAIN_MODE_HOLD') {
    const until = drain.deadline
      ? `until ${whenText(drain, nowMs)}, then ${thenText(drain)}; until then they `
      : 'and ';
    return `${id} is held: ${sessions('stays', 'stay')} ${until}wait for it; \`lbctl undrain ${id}\` gives all back`;
  }
  if (count === 0) return `${id} is draining: no sessions are left there, it will be drained in a moment`;
  if (drain?.mode === 'DRAIN_MODE_MOVE') {
    const rate = drain.rate > 0 ? `, ${grouped(drain.rate)} a second` : '';
    const to = drain.to === '' ? '' : ` to ${drain.to}`;
    const rest = drain.deadline ? `; the rest is let go at ${whenText(drain, nowMs)}` : '';
    return `${id} is draining: ${sessions('moves', 'move')}${to} now, idle first${rate}${rest}`;
  }
  const until = drain?.deadline ? ` until ${whenText(drain, nowMs)}` : '';
  const then = drain && drain.at_deadline !== 'DRAIN_THEN_MOVE' ? `, then ${thenText(drain)}` : '';
  return `${id} is draining: ${sessions('stays', 'stay')}${until}${then}; --now moves them`;
}

function whenText({ deadline }: Drain, nowMs: number): string {
  return `${clockTime(msOf(deadline), nowMs)} (${span(Math.max(0, msOf(deadline) - nowMs))})`;
}

/** What happens at the deadline to those still there. */
export function thenText({ at_deadline: then }: Pick<Drain, 'at_deadline'>): string {
  if (then === 'DRAIN_THEN_EXPIRE') return 'they end';
  return then === 'DRAIN_THEN_HOLD' ? 'they are held' : 'they move';
}

export function modeText({ mode, rate }: Pick<Drain, 'mode' | 'rate'>): string {
  const words = { DRAIN_MODE_MOVE: 'move', DRAIN_MODE_HOLD: 'hold' } as const;
  return `${words[mode as keyof typeof words] ?? 'let finish'}${rate > 0 ? `, ${grouped(rate)} a second` : ''}`;
}

/** What a drain would do, where it was only asked for. */
export function previewText(preview: Preview, which: string): string {
  const receivers = Object.entries(preview.receivers).sort(([a], [b]) => a.localeCompare(b, 'en'));
  const moving = receivers.reduce((sum, [, count]) => sum + count, 0);
  return `${details([
    ['drain', which],
    ['sessions there', grouped(preview.held)],
    ['would end by the deadline', grouped(preview.leaving)],
    ['would move', grouped(moving)],
    ...receivers.map(([id, count]): [string, string] => [`  to ${id}`, grouped(count)]),
    ['would have no home', grouped(preview.homeless)],
  ])}\nnothing was changed`;
}

/** Sessions that are still there, whichever way they leave. */
export function leftOf({ remaining, to_move: toMove }: Progress): number {
  return remaining + toMove;
}

/** `api-1  [████────]  50 %  600 left, 12 a second, about 50s more` */
export function progressLine(id: string, progress: Progress, nowMs: number): string {
  const left = leftOf(progress);
  const held = Math.max(progress.backend?.drain?.held ?? 0, left + progress.moved + progress.expired);
  const done = held === 0 ? 1 : 1 - left / held;
  return `${id}  ${bar(done)} ${String(Math.floor(100 * done)).padStart(3)} %  ${progressText(progress, nowMs)}`;
}

/** `600 sessions left, 12 a second, about 50s more` */
export function progressText(progress: Progress, nowMs: number): string {
  const { to_move: toMove, remaining, rate, eta } = progress;
  const left = counted(leftOf(progress), 'session');
  const moving = toMove > 0 && remaining > 0 ? ` (${grouped(toMove)} to move)` : '';
  const speed = rate > 0 ? `, ${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))} a second` : '';
  const more = eta ? `, about ${span(Math.max(0, msOf(eta) - nowMs))} more` : '';
  return `${left} left${moving}${speed}${more}`;
}

/** How the sessions left: `5 moved, 7 ended`. */
export function outcomeText({ moved, expired }: Progress): string {
  return `${grouped(moved)} moved, ${grouped(expired)} ended`;
}
