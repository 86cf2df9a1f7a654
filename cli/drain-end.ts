import type { DrainProgress__Output as Progress } from '../proto/generated/lb/v1/DrainProgress.ts';
import type { Lbd } from './client.ts';
import { leftOf, outcomeText } from './drain-view.ts';
import { CommandError } from './errors.ts';
import { type ExitCode, exitCodes, type StatusName } from './exit-codes.ts';
import { msOf } from './output/time.ts';
import { counted } from './output/words.ts';

/** Done, or its deadline passed and the rest is held: no waiting changes that. */
export function isOver({ done, backend }: Progress): boolean {
  const drain = backend?.drain;
  return done || (drain?.mode === 'DRAIN_MODE_HOLD' && !drain.deadline);
}

/**
 * What the end of a drain says: a sentence when the backend is drained.
 *
 * @param leftBefore  how many sessions were left when it was last seen draining; undefined when it never was
 * @throws CommandError 1 when it was undrained or removed meanwhile, 6 when sessions are held or without a home
 */
export async function concludeDrain(
  lbd: Lbd,
  { pool, id }: { readonly pool: string; readonly id: string },
  last: Progress,
  leftBefore: number | undefined,
): Promise<string> {
  const { backend, done } = last;
  const it = typed(id, pool);
  if (!done) {
    const left = counted(leftOf(last), 'session is', 'sessions are');
    throw leftOver(
      'SESSIONS_HELD',
      `the deadline of ${id} is over, and ${left} held there`,
      `\`lbctl undrain ${it}\` gives them back, \`lbctl drain ${it} --now\` lets them move`,
    );
  }
  if (backend?.admin_state !== 'ADMIN_STATE_DRAINED') {
    const how = backend?.admin_state === 'ADMIN_STATE_ACTIVE' ? 'undrained' : 'removed';
    throw problem('ABORTED', exitCodes.failed, {
      reason: 'DRAIN_UNDONE',
      message: `${id} drains no more: it was ${how} meanwhile`,
      hint: `\`lbctl events --backend ${it} --tail 5\` tells by whom`,
    });
  }
  const homeless = await homelessOf(lbd, pool, id);
  if (homeless === 0) return `${id} is drained: ${outcomeText(last)}${letGoText(last, leftBefore)}`;
  throw leftOver(
    'SESSIONS_WITHOUT_HOME',
    `${id} is drained, but ${counted(homeless, 'session has', 'sessions have')} no home to go to: ` +
      `no backend of pool ${pool} takes new sessions`,
    `\`lbctl backends -A -o wide\` says why not; \`lbctl undrain ${it}\` returns this one`,
  );
}

/** Those that were still there at the deadline: they are not counted as moved before they come again. */
function letGoText({ backend, moved, expired }: Progress, leftBefore = Number.POSITIVE_INFINITY): string {
  const drain = backend?.drain;
  if (!drain?.deadline || msOf(drain.deadline) > Date.now()) return '';
  const letGo = Math.min(leftBefore, drain.held - moved - expired);
  return letGo > 0 ? `, ${counted(letGo, 'session moves', 'sessions move')} at the next request` : '';
}

/** Patience is over, the drain is not. */
export function stillDraining(id: string, pool: string, last: Progress | undefined): CommandError {
  const left = last === undefined ? '' : `, ${counted(leftOf(last), 'session')} left`;
  return problem('DEADLINE_EXCEEDED', exitCodes.timedOut, {
    reason: 'TIMEOUT',
    message: `${id} is not drained yet${left}; the drain goes on`,
    hint: howToGoOn(id, pool),
  });
}

export function howToGoOn(id: string, pool: string): string {
  const it = typed(id, pool);
  return `\`lbctl wait ${it} --for drained\` waits on, \`lbctl undrain ${it}\` takes the drain back`;
}

/** A backend as it stands on a command line. */
export function typed(id: string, pool: string): string {
  return pool === 'default' ? id : `${id} --pool ${pool}`;
}

/** The sessions that were let go, when nobody could take them. Counted only then: there may be many. */
async function homelessOf(lbd: Lbd, pool: string, id: string): Promise<number> {
  const { backends } = await lbd.listBackends({ pool });
  if (backends.some(({ eligible }) => eligible)) return 0;
  const filter = `backend = ${JSON.stringify(id)} AND kept = false`;
  let count = 0;
  let token = '';
  do {
    const page = await lbd.listSessions({ pool, filter, page_size: 1_000, page_token: token });
    count += page.sessions.length;
    token = page.next_page_token;
  } while (token !== '');
  return count;
}

function leftOver(reason: string, message: string, hint: string): CommandError {
  return problem('FAILED_PRECONDITION', exitCodes.timedOut, { reason, message, hint });
}

function problem(
  code: StatusName,
  exitCode: ExitCode,
  words: { reason: string; message: string; hint: string },
): CommandError {
  return new CommandError({ ...words, code, metadata: {}, exitCode });
}
