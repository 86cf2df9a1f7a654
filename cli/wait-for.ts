import type { Backend__Output as Backend } from '../proto/generated/lb/v1/Backend.ts';
import type { Lbd } from './client.ts';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { isLive, liveBlock, type Screen } from './output/live.ts';
import { plain } from './output/table.ts';
import { pause, resumed, withPatience } from './patience.ts';
import { type Condition, type ConditionName, conditions } from './wait-conditions.ts';

/** How often lbd is asked: one cheap call each, and a person sees no delay. */
const askEveryMs = 250;
/** How often a log file hears that nothing has changed. */
const lineEveryMs = 10_000;

export interface Waiting {
  readonly pool: string;
  readonly id: string;
  readonly condition: ConditionName;
  readonly timeoutMs: number | undefined;
  tell(text: string): void;
  notice(text: string): void;
  /** Where to show how it stands meanwhile; undefined for nowhere. */
  readonly screen: Screen | undefined;
}

/**
 * Asks until it is so, and answers the backend as it is then; undefined when Ctrl-C came before.
 *
 * @throws CommandError 6 when the time is over, 1 when a drain that was waited for was taken back
 */
export async function waitFor(lbd: Lbd, waiting: Waiting): Promise<Backend | undefined> {
  const { id, timeoutMs, tell, notice } = waiting;
  const condition: Condition = conditions[waiting.condition];
  const { word } = condition;
  const get = () => lbd.getBackend({ pool: waiting.pool, backend_id: id });
  // The first answer is due at once: whoever mistyped an id or an address shall not wait.
  const first = await get();
  const doubt = condition.isMet(first) ? '' : condition.doubt(first);
  if (doubt !== '') notice(`${id} may never be ${word}: ${doubt}`);
  return withPatience(timeoutMs, async (patience) => {
    const show = meanwhile(waiting, condition);
    let backend = first;
    async function* attempt(): AsyncGenerator<Backend> {
      for (;;) {
        yield await get();
        await pause(askEveryMs, patience.over);
      }
    }
    if (!condition.isMet(first)) {
      show(first);
      for await (const next of resumed(attempt, patience, notice)) {
        if (waiting.condition === 'drained' && wasTakenBack(backend, next)) throw takenBack(id);
        backend = next;
        if (condition.isMet(backend) || patience.over.aborted) break;
        show(backend);
      }
    }
    if (condition.isMet(backend)) {
      tell(`${id} is ${word}`);
      return backend;
    }
    if (!patience.interrupted) throw notYet(`${id} is not ${word} yet: ${condition.state(backend, Date.now())}`);
    notice(`${id} is not ${word} yet: ${condition.state(backend, Date.now())}`);
    process.exitCode = exitCodes.interrupted;
    return undefined;
  });
}

/** One line that is refreshed on a terminal; elsewhere a line now and then. */
function meanwhile({ id, screen }: Waiting, condition: Condition): (backend: Backend) => void {
  if (screen === undefined) return () => {};
  const text = (backend: Backend) =>
    plain(`waiting for ${id} to be ${condition.word}: ${condition.state(backend, Date.now())}`);
  if (isLive(screen)) {
    const block = liveBlock(screen);
    return (backend) => block.show([text(backend)]);
  }
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return (backend) => {
    if (Date.now() - toldAtMs < lineEveryMs) return;
    toldAtMs = Date.now();
    screen.write(`${text(backend)}\n`);
  };
}

function wasTakenBack(before: Backend, after: Backend): boolean {
  return before.admin_state === 'ADMIN_STATE_DRAINING' && after.admin_state === 'ADMIN_STATE_ACTIVE';
}

function takenBack(id: string): CommandError {
  return new CommandError({
    code: 'ABORTED',
    reason: 'DRAIN_UNDONE',
    message: `${id} drains no more: it was undrained meanwhile`,
    hint: `\`lbctl events --backend ${id} --tail 5\` tells by whom`,
    metadata: {},
    exitCode: exitCodes.failed,
  });
}

function notYet(message: string): CommandError {
  return new CommandError({
    code: 'DEADLINE_EXCEEDED',
    reason: 'TIMEOUT',
    message,
    hint: 'nothing was changed; repeat it, or give it longer with --timeout',
    metadata: {},
    exitCode: exitCodes.timedOut,
  });
}
