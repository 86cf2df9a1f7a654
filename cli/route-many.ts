import type { RouteRequest } from '../proto/generated/lb/v1/RouteRequest.ts';
import type { Lbd } from './client.ts';
import { CommandError } from './errors.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { grouped, percent } from './output/words.ts';

/** Who got how many of many routes. */
export interface Distribution {
  readonly count: number;
  /** By backend id. */
  readonly backends: readonly BackendShare[];
  /** `ASSIGNED`, `KEPT`, `MOVED`: those that happened. */
  readonly outcomes: Readonly<Record<string, number>>;
}

export interface BackendShare {
  readonly id: string;
  readonly count: number;
}

/** Enough to let lbd commit many claims at once, few enough for its limit of calls in flight. */
const inFlight = 64;

/**
 * Routes `request` so often, many at a time: new sessions when it has no session id.
 * Stops at the first failure and says how far it came; those routed by then stay.
 */
export async function routeMany(lbd: Pick<Lbd, 'route'>, request: RouteRequest, count: number): Promise<Distribution> {
  const counts = new Map<string, number>();
  const outcomes: Record<string, number> = {};
  let begun = 0;
  let done = 0;
  let failed = false;
  const worker = async () => {
    while (begun < count && !failed) {
      begun += 1;
      const { backend, outcome } = await lbd.route(request).catch((error: unknown) => {
        failed = true;
        throw error;
      });
      const id = backend?.id ?? '';
      const word = enumWord('outcome', outcome);
      counts.set(id, (counts.get(id) ?? 0) + 1);
      outcomes[word] = (outcomes[word] ?? 0) + 1;
      done += 1;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(inFlight, count) }, worker));
  const broken = workers.find((result) => result.status === 'rejected');
  if (broken) throw afterSome(broken.reason, done, count);
  const backends = [...counts].map(([id, n]) => ({ id, count: n })).sort((a, b) => a.id.localeCompare(b.id, 'en'));
  return { count, backends, outcomes };
}

export function distributionColumns(total: number): Column<BackendShare>[] {
  return [
    { header: 'BACKEND', value: ({ id }) => id },
    { header: 'ROUTES', value: ({ count }) => grouped(count), right: true },
    { header: 'SHARE', value: ({ count }) => percent(count, total), right: true },
  ];
}

function afterSome(error: unknown, done: number, count: number): unknown {
  if (!(error instanceof CommandError)) return error;
  const message = `${error.message} (after ${grouped(done)} of ${grouped(count)} routes)`;
  return new CommandError({ ...error.problem, message }, { cause: error });
}
