import { processFamilies } from './families/process-families.ts';
import { sessionFamilies } from './families/session-families.ts';
import type { MetricFamily } from './metric-family.ts';
import type { MetricSources } from './metric-sources.ts';

/** All that lbd measures of itself, in the order of docs/metrics.md. */
export const everyFamily: readonly MetricFamily<MetricSources>[] = [...sessionFamilies, ...processFamilies];
