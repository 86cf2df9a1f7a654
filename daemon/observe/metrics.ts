import type { Store } from '../core/ports.ts';
import { GatewayCounts } from '../gateway-counts.ts';
import { everyFamily } from './every-family.ts';
import { type Exposition, openExposition } from './exposition.ts';
import { LifecycleCounts } from './lifecycle-counts.ts';
import type { MetricSources } from './metric-sources.ts';

export type MetricParts = Omit<MetricSources, 'lifecycle' | 'gateway' | 'grpcCalls'> & {
  readonly store: Pick<Store, 'onCommitted'>;
};

export interface Metrics extends Exposition {
  /** For the gateway to count in, where there is one. */
  readonly gateway: GatewayCounts;
  /** Where gRPC calls are counted; to be set when that is known. */
  grpcCalls: MetricSources['grpcCalls'];
}

/** What is counted, from now on, and the page of it; the process itself is watched from the first page on. */
export function openMetrics(parts: MetricParts): Metrics {
  const lifecycle = new LifecycleCounts();
  parts.store.onCommitted((lines) => lifecycle.add(lines));
  const gateway = new GatewayCounts();
  let exposition: Exposition | undefined;
  const metrics: Metrics = {
    gateway,
    grpcCalls: () => [],
    page() {
      const sources = { ...parts, lifecycle, gateway, grpcCalls: () => metrics.grpcCalls() };
      exposition ??= openExposition(Object.values(everyFamily).flat(), sources);
      return exposition.page();
    },
  };
  return metrics;
}
