import { formatDuration } from './duration.ts';

/** What to do next, by the reason lbd gives, where its message does not say so already. */
const hints: Record<string, string> = {
  POOL_NOT_FOUND: '`lbctl pools` lists them; `lbctl pools set NAME` makes one',
  BACKEND_NOT_FOUND: '`lbctl backends -A` lists them; `lbctl backends add ID HOST:PORT` adds one',
  SESSION_NOT_FOUND: '`lbctl sessions` lists them; it may have lapsed, or live in another pool (--pool)',
  POOL_EXISTS: '`lbctl pools set NAME` changes it',
  POOL_IS_DEFAULT: 'change it with `lbctl pools set default`',
  POOL_FULL: 'raise --max-sessions with `lbctl backends set ID`, or add a backend',
  SESSION_TABLE_FULL: '`lbctl status` shows the limit; end sessions with `lbctl expire`, or raise the limit of lbd',
  STORE_UNAVAILABLE: '`lbctl status` says what the store reports; known sessions are still served',
  SHUTTING_DOWN: 'repeat it when lbd is back',
  INVALID_SESSION_ID: 'a session id has 1 to 256 bytes and no control characters',
};

/** The next step, with the time to wait where lbd names one; empty when there is nothing to add. */
export function hintFor(reason: string, retryDelayMs: number | null): string {
  const text = hints[reason] ?? '';
  if (retryDelayMs === null) return text;
  const retry = `safe to repeat in ${formatDuration(retryDelayMs)}`;
  return text === '' ? retry : `${text}; ${retry}`;
}
