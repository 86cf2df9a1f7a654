import type { Registry } from '../core/registry.ts';
import type { DaemonStatus } from '../status.ts';

/** Whatever metrics read from. */
export interface MetricSources {
  readonly registry: Registry;
  readonly status: () => DaemonStatus;
  readonly isReady: () => boolean;
}
