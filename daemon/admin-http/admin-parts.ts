import type { IncomingMessage } from 'node:http';
import type { AdminRoute } from './admin-route.ts';

/** What the admin listener asks of the rest of lbd. */
export interface AdminParts {
  readonly readiness: () => Readiness;
  readonly metrics: () => Promise<MetricsPage>;
  /** Throws an LbError where who asks may not read. */
  readonly mustBeReader: (request: IncomingMessage) => void;
  /** The operator's page, and what it asks. */
  readonly page: readonly AdminRoute[];
}

/** As grpc.health.v1 tells it. */
export interface Readiness {
  readonly isReady: boolean;
  /** Why not, for people; empty when ready. */
  readonly reason: string;
}

/** In the exposition format of Prometheus. */
export interface MetricsPage {
  readonly contentType: string;
  readonly body: string;
}
