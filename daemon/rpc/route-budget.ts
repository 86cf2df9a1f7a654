/** A number of routes that may be in flight; who comes when it is spent waits for its turn. */
export interface RouteBudget {
  /** Calls `begin` now, or, one in a turn of the loop, when those before it have given enough back. */
  take(routes: number, begin: () => void): void;
  giveBack(routes: number): void;
}

/** Whoever begins may overdraw it, by one message. */
export function routeBudget(limit: number): RouteBudget {
  let left = limit;
  let isCalling = false;
  const waiting: { readonly routes: number; readonly begin: () => void }[] = [];
  const callNext = (): void => {
    if (isCalling || left <= 0 || waiting.length === 0) return;
    isCalling = true;
    setImmediate(() => {
      isCalling = false;
      const next = waiting.shift()!;
      left -= next.routes;
      next.begin();
      callNext();
    });
  };
  return {
    take(routes, begin) {
      if (left <= 0 || waiting.length > 0) {
        waiting.push({ routes, begin });
        callNext();
        return;
      }
      left -= routes;
      begin();
    },
    giveBack(routes) {
      left += routes;
      callNext();
    },
  };
}
