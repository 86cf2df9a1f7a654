import { backendFamilies } from './families/backend-families.ts';
import { drainFamilies } from './families/drain-families.ts';
import { gatewayFamilies } from './families/gateway-families.ts';
import { processFamilies } from './families/process-families.ts';
import { routeFamilies } from './families/route-families.ts';
import { sessionFamilies } from './families/session-families.ts';
import { storeFamilies } from './families/store-families.ts';
import type { MetricFamily } from './metric-family.ts';
import type { MetricSources } from './metric-sources.ts';

/** All that lbd measures of itself, in the order of docs/metrics.md. */
export const everyFamily: Readonly<Record<string, readonly MetricFamily<MetricSources>[]>> = {
  Sessions: sessionFamilies,
  'Routes and calls': routeFamilies,
  'HTTP gateway': gatewayFamilies,
  'Backends and pools': backendFamilies,
  Drains: drainFamilies,
  'Store and journal': storeFamilies,
  lbd: processFamilies,
};
