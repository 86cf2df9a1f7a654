import type { AdminParts } from './admin-parts.ts';
import type { AdminRoute } from './admin-route.ts';
import { metricsRoute } from './metrics-route.ts';
import { probeRoutes } from './probe-routes.ts';

/** Everything the admin listener serves. */
export function adminRoutes(parts: AdminParts): readonly AdminRoute[] {
  return [...probeRoutes(parts.readiness), metricsRoute(parts), ...parts.page];
}
