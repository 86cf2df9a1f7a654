import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';
import type { Session__Output as Session } from '../../proto/generated/lb/v1/Session.ts';
import { clockTime, msOf, span, withClockTimes } from '../output/time.ts';
import { sessionName } from '../session-view.ts';
import { backendWords, sessionWords } from './event-words.ts';
import { homeBefore, isDecisive } from './stays.ts';

/** One line of what happened: to the session, or to a backend it lived on. */
export interface Line {
  readonly event: Event;
  readonly about: 'session' | 'backend';
  readonly text: string;
}

export interface Story {
  /** The answer in one sentence. */
  readonly why: string;
  readonly lines: readonly Line[];
}

export interface Told {
  readonly session: Session;
  /** What happened meanwhile to the backends it lived on. */
  readonly backendEvents: readonly Event[];
}

/** What of a backend's may have moved the sessions there, by the reason a session gives. */
const causes: Readonly<Record<string, readonly string[]>> = {
  'backend-drained': ['draining', 'drained', 'drain-changed'],
  'backend-unhealthy': ['broken', 'health-changed'],
  'backend-restarted': ['broken', 'backend-updated'],
  'backend-removed': ['backend-deleted'],
  'connect-failed': ['health-changed', 'broken'],
};
/** How much of the time around a moment that was asked for is shown. */
const aroundMs = 900_000;

/** One timeline of a session and its homes, and what it comes to. */
export function storyOf({ session, backendEvents }: Told, atMs: number | undefined, nowMs: number): Story {
  const { history } = session;
  const name = sessionName(session);
  const focus = focusOf(history, atMs);
  const lines = [
    ...history.map((event) => line(event, 'session', sessionWords(event, name, homeBefore(history, event)))),
    ...backendEvents.map((event) => line(event, 'backend', withClockTimes(backendWords(event), nowMs))),
  ].sort((a, b) => a.event.sequence - b.event.sequence);
  const why = focus === undefined ? nothingHappened(session, nowMs) : verdict(focus, session, backendEvents, nowMs);
  if (atMs === undefined) return { why, lines };
  const centreMs = focus === undefined ? [atMs] : [atMs, msOf(focus.time)];
  const [firstMs, lastMs] = [Math.min(...centreMs) - aroundMs, Math.max(...centreMs) + aroundMs];
  return { why, lines: lines.filter(({ event }) => msOf(event.time) >= firstMs && msOf(event.time) <= lastMs) };
}

function line(event: Event, about: Line['about'], text: string): Line {
  return { event, about, text };
}

/** What was meant: the move or end nearest to the moment, the last one where none was named. */
function focusOf(history: readonly Event[], atMs: number | undefined): Event | undefined {
  const decisive = history.filter(isDecisive);
  if (atMs === undefined) return decisive.at(-1);
  const distance = (event: Event) => Math.abs(msOf(event.time) - atMs);
  return decisive.sort((a, b) => distance(a) - distance(b))[0];
}

/** `at 14:03:22 ada moved from api-1 to api-2: its home was drained. Before that, api-1 was drained by ops ("update")` */
function verdict(focus: Event, session: Session, backendEvents: readonly Event[], nowMs: number): string {
  const home = homeBefore(session.history, focus);
  const words = sessionWords(focus, sessionName(session), home);
  const cause = causeOf(
    focus,
    backendEvents.filter(({ backend_id: id, sequence }) => id === home && sequence < focus.sequence),
  );
  const atMs = msOf(focus.time);
  const sentence = `at ${clockTime(atMs, nowMs)} ${words}`;
  if (cause === undefined) return sentence;
  const beforeMs = atMs - msOf(cause.time);
  return `${sentence}. ${beforeMs < 1_000 ? 'Just' : span(beforeMs)} before, ${withClockTimes(backendWords(cause), nowMs)}`;
}

/** What of its home's made it move: of a drain that ended by itself its beginning, for that has who and why. */
function causeOf({ reason }: Event, before: readonly Event[]): Event | undefined {
  const cause = before.findLast(({ kind }) => causes[reason]?.includes(kind));
  if (cause?.kind !== 'drained' || cause.who !== 'lbd') return cause;
  return before.findLast(({ kind }) => kind === 'draining') ?? cause;
}

function nothingHappened(session: Session, nowMs: number): string {
  const name = sessionName(session);
  if (session.end_time) return `${name} is over since ${clockTime(msOf(session.end_time), nowMs)}`;
  const since = session.create_time ? ` since ${clockTime(msOf(session.create_time), nowMs)}` : '';
  return `${name} lives on ${session.backend_id}${since}, and was neither moved nor ended as far back as the journal reaches`;
}
