import { LbError } from '../../core/errors.ts';
import { type Clock, type JournalLine, type StoreHealth, UnknownOutcome } from '../../core/ports.ts';
import { Buckets, commitSecondsBounds } from '../../distribution.ts';
import { type Change, changeQueue } from '../change-queue.ts';
import { packBatch } from './batch.ts';
import { committedLines } from './committed-lines.ts';
import { diskProblem } from './disk-error.ts';
import { packer } from './packing.ts';
import {
  type Committed,
  isFailure,
  type Reopened,
  type WriterFailure,
  type WriterRequest,
  type WriterSetup,
} from './writer-messages.ts';
import { writerThread } from './writer-thread.ts';

/** The queue before the writer's thread: while a commit runs everything queues, and goes together in the next. */
export interface Writer {
  /** Resolves when the thread has written its first heartbeat. */
  start(): Promise<void>;
  add(change: Change): void;
  sequence(): number;
  health(): StoreHealth;
  /** Writes what is queued; then marks the dataset as cleanly stopped, and empties the log. Safe to repeat. */
  close(): Promise<void>;
}

export interface WriterEvents {
  unwritable(problem: string): void;
  writableAgain(): void;
  /** After each commit, before its callers are told. */
  committed(lines: readonly JournalLine[]): void;
  /** False while nobody listens to `committed`. */
  readonly listening: boolean;
}

/** So many changes are worth a message to the thread before the turn of the loop is over. */
const worthSending = 16;
const retryEveryMs = 1000;
const beatEveryMs = 5000;

export function openWriter(setup: WriterSetup, clock: Clock, events: WriterEvents): Writer {
  const queue = changeQueue();
  const pack = packer();
  const thread = writerThread(setup, fail);
  /** What the thread works on: a batch, or nothing we count while it opens or beats. */
  let inFlight: readonly Change[] | undefined;
  let scheduled = false;
  let sequence = 0;
  /** Why nothing can be written now; empty when it can. */
  let problem = 'the store is not started';
  /** Callers who wait to hear what became of a commit that failed, and the number it would have reached. */
  let judged: { readonly expected: number; readonly stands: (truth: boolean) => void } | undefined;
  let closing: Promise<void> | undefined;
  let drained: (() => void) | undefined;
  let beating: NodeJS.Timeout | undefined;
  let retrying: NodeJS.Timeout | undefined;
  let quiet = true;
  const commits = { seconds: new Buckets(commitSecondsBounds), changes: 0, failed: 0 };

  const now = () => ({ leaseMs: clock.now(), wallMs: clock.wallNow() });

  function schedule(): void {
    if (scheduled || inFlight !== undefined) return;
    scheduled = true;
    // One turn of the loop, so that calls from one read of a socket go in one commit. With nothing else to do the loop
    // is here at once.
    setImmediate(() => {
      scheduled = false;
      next();
    });
  }

  function next(): void {
    if (inFlight !== undefined) return;
    if (queue.size === 0 || problem !== '') {
      drained?.();
      return;
    }
    const changes = queue.take();
    const numbers = packBatch(pack, changes, now());
    const before = sequence;
    quiet = false;
    const askedMs = performance.now();
    ask(pack.finish(), changes, (failure, committed) => {
      commits.seconds.add((performance.now() - askedMs) / 1_000);
      if (failure === undefined) commits.changes += changes.length;
      else commits.failed += 1;
      if (failure !== undefined) return refuse(changes, failure, before + numbers);
      if (queue.size >= worthSending) next(); // the thread works while the callers are told
      if (events.listening) events.committed(committedLines(changes, before, committed as Committed | undefined));
      for (const change of changes) succeed(change);
      schedule();
    });
  }

  function ask(request: WriterRequest, changes: readonly Change[], answered: Answered): void {
    inFlight = changes;
    thread.ask(request, (answer) => {
      inFlight = undefined;
      if (isFailure(answer)) return answered(answer);
      sequence = typeof answer === 'number' ? answer : answer.sequence;
      answered(undefined, typeof answer === 'number' ? undefined : answer);
    });
  }

  function refuse(changes: readonly Change[], failure: WriterFailure, expected: number): void {
    const said = diskProblem(failure.code, failure.message, setup.file);
    if (failure.outcome === 'bug') {
      for (const change of changes) change.failed(new Error(`the store can't take a change: ${failure.message}`));
      next();
      return;
    }
    let error = unavailable(said);
    if (failure.outcome === 'unknown') {
      const truth = new Promise<boolean>((stands) => {
        judged = { expected, stands };
      });
      error = new UnknownOutcome(`perhaps written, perhaps not: ${said}`, truth);
    }
    for (const change of changes) change.failed(error);
    fail(said);
  }

  /** From now on changes fail at once, until a heartbeat can be written again. */
  function fail(why: string): void {
    const before = problem;
    problem = why;
    if (before === '') {
      events.unwritable(why);
      for (const change of queue.takeAll()) change.failed(unavailable(why));
    }
    if (retrying === undefined && closing === undefined) retrying = setTimeout(reopen, retryEveryMs).unref();
    drained?.();
  }

  function reopen(): void {
    retrying = undefined;
    if (closing !== undefined) return;
    ask({ kind: 'open', clock: now(), afterFailure: true, toldTo: sequence }, [], (failure, reopened) => {
      if (failure !== undefined) return fail(diskProblem(failure.code, failure.message, setup.file));
      problem = '';
      events.committed((reopened as Reopened).lines);
      judged?.stands(sequence >= judged.expected);
      judged = undefined;
      events.writableAgain();
      next();
    });
  }

  /** Tells a restart how long lbd was down, when no commit does. */
  function beat(): void {
    if (quiet && inFlight === undefined && problem === '') {
      ask({ kind: 'beat', clock: now() }, [], (failure) => (failure === undefined ? next() : refuse([], failure, 0)));
    }
    quiet = true;
  }

  async function close(): Promise<void> {
    clearInterval(beating);
    await new Promise<void>((resolve) => {
      drained = resolve;
      next();
    });
    if (problem === '') await new Promise<unknown>((done) => ask({ kind: 'close', clock: now() }, [], done));
    problem = 'the store is closed';
    await thread.stop();
  }

  return {
    start() {
      return new Promise((resolve, rejected) => {
        ask({ kind: 'open', clock: now(), afterFailure: false }, [], (failure) => {
          if (failure !== undefined) {
            const said = diskProblem(failure.code, failure.message, setup.file);
            return rejected(new LbError('store-unavailable', said));
          }
          problem = '';
          beating = setInterval(beat, beatEveryMs).unref();
          resolve();
        });
      });
    },
    add(change) {
      if (closing !== undefined) return change.failed(new LbError('shutting-down', 'lbd is stopping'));
      if (problem !== '') return change.failed(unavailable(problem));
      queue.add(change);
      // In a long turn of the loop the thread should not idle until its end.
      if (inFlight === undefined && queue.size >= worthSending) next();
      else schedule();
    },
    sequence: () => sequence,
    health: () => {
      const queued = queue.size + (inFlight?.length ?? 0);
      return { writable: problem === '', error: problem, queued, commits };
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

type Answered = (failure?: WriterFailure, more?: Committed | Reopened) => void;

function succeed(change: Change): void {
  if (change.kind === 'claim') {
    const { backendNo, incarnation, generation } = change.claim.row;
    change.done({ backendNo, incarnation, generation });
  } else {
    change.done();
  }
}

function unavailable(problem: string): LbError {
  return new LbError('store-unavailable', `nothing was written: ${problem}; lbd tries again every second`);
}
