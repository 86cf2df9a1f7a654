import type { BackendAdministration } from '../backends/backend-administration.ts';
import type { PoolAdministration } from '../backends/pool-administration.ts';
import type { CookieKeys } from '../cookies/cookie-keys.ts';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import type { IssuedCookies } from '../cookies/issued-cookies.ts';
import type { Store } from '../core/ports.ts';
import type { DrainPreviews } from '../drains/drain-preview.ts';
import type { DrainProgresses } from '../drains/drain-progress.ts';
import type { Drains } from '../drains/drains.ts';
import type { Outcomes } from '../routing/outcomes.ts';
import type { Routing } from '../routing/routing.ts';
import type { Violations } from '../routing/violations.ts';
import type { SessionChanges } from '../sessions/session-changes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { DaemonStatus } from '../status.ts';
import type { Backups } from '../upkeep/backups.ts';
import type { JournalFeed } from '../upkeep/journal-feed.ts';

/** What the gRPC face asks of lbd. */
export interface RpcServices {
  readonly routing: Routing;
  readonly outcomes: Outcomes;
  readonly pools: PoolAdministration;
  readonly backends: BackendAdministration;
  readonly drains: Drains;
  readonly drainPreviews: DrainPreviews;
  readonly drainProgresses: DrainProgresses;
  readonly sessions: Sessions;
  readonly sessionChanges: SessionChanges;
  readonly journal: JournalFeed;
  readonly violations: Violations;
  readonly backups: Backups;
  readonly cookieKeys: CookieKeys;
  readonly cookies: Pick<IssuedCookies, 'verify'>;
  readonly httpAffinity: HttpAffinity;
  readonly store: Pick<Store, 'events' | 'sequence'>;
  readonly status: () => DaemonStatus;
}
