/** What of a call says whether the caller is still there. */
interface Call {
  readonly cancelled: boolean;
  once(event: 'cancelled', listener: () => void): unknown;
}

/** Aborts when the caller goes away, or the deadline passes. */
export function signalOf(call: Call): AbortSignal {
  const leaving = new AbortController();
  if (call.cancelled) leaving.abort();
  call.once('cancelled', () => leaving.abort());
  return leaving.signal;
}
