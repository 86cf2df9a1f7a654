import type { CookieRefusal } from '../cookies/issued-cookies.ts';
import type { Clock, Distribution, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import type { GatewayCounts } from '../gateway-counts.ts';
import type { RouteCount } from '../routing/counted-routing.ts';
import type { ViolationCause } from '../routing/violations.ts';
import type { LifecycleCounts } from './lifecycle-counts.ts';

/** Whatever metrics read from, at a scrape. */
export interface MetricSources {
  readonly router: Router;
  readonly store: Pick<Store, 'kind' | 'health'>;
  readonly clock: Pick<Clock, 'wallNow'>;
  readonly version: string;
  readonly isReady: () => boolean;
  readonly lifecycle: LifecycleCounts;
  readonly routing: {
    readonly counts: readonly RouteCount[];
    readonly keptSeconds: Distribution;
    readonly waitedSeconds: Distribution;
  };
  /** Routes that wait for their session's home. */
  readonly holds: { readonly count: number };
  readonly violations: { readonly counts: Readonly<Record<ViolationCause, number>> };
  readonly cookies: { readonly refusals: Readonly<Record<CookieRefusal, number>> };
  readonly gateway: GatewayCounts;
  readonly grpcCalls: () => readonly { readonly method: string; readonly code: string; readonly count: number }[];
}
