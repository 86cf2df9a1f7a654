import type { BackendAdministration } from '../backend-administration.ts';
import type { Backups } from '../backups.ts';
import type { CookieKeys } from '../cookie-keys.ts';
import type { Store } from '../core/ports.ts';
import type { DrainPreviews } from '../drain-preview.ts';
import type { DrainProgresses } from '../drain-progress.ts';
import type { Drains } from '../drains.ts';
import type { HttpAffinity } from '../http-affinity.ts';
import type { IssuedCookies } from '../issued-cookies.ts';
import type { JournalFeed } from '../journal-feed.ts';
import type { Outcomes } from '../outcomes.ts';
import type { PoolAdministration } from '../pool-administration.ts';
import type { Routing } from '../routing.ts';
import type { SessionChanges } from '../session-changes.ts';
import type { Sessions } from '../sessions.ts';
import type { DaemonStatus } from '../status.ts';
import type { Violations } from '../violations.ts';

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
