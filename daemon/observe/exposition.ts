import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { Distribution } from '../core/ports.ts';
import type { MetricFamily } from './metric-family.ts';

export interface Exposition {
  /** The page of this moment, in the exposition format of Prometheus. */
  page(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** Families and the process's own metrics, on one page. One each in a process: the latter begin to watch it. */
export function openExposition<Source>(families: readonly MetricFamily<Source>[], source: Source): Exposition {
  const registry = new Registry();
  for (const family of families) registry.registerMetric(readAtScrape(family, source));
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  const names = registry.getMetricsAsArray().map(({ name }) => name);
  return {
    async page() {
      const parts: string[] = [];
      for (const name of names) {
        parts.push(await registry.getSingleMetricAsString(name));
        // With a thousand backends all of them at once would keep routes waiting.
        await nextTurn();
      }
      return { contentType: registry.contentType, body: `${parts.join('\n')}\n` };
    },
  };
}

/** Gauges of the library whose names say that they are counters; nodejs_active_resources has what they tell. */
const misnamed = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

interface Sample {
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly metricName?: string;
}

/**
 * The library's own classes keep a value for each label set ever seen, and hash labels at each change. All its registry
 * asks of a metric is `get`.
 */
function readAtScrape<Source>({ name, help, type, labels, read }: MetricFamily<Source>, source: Source): Metric {
  const metric = {
    name,
    help,
    type,
    async get() {
      const values: Sample[] = [];
      read(source, (value, ...labelValues) => {
        const labelled = Object.fromEntries(labels.map((label, i) => [label, labelValues[i] ?? '']));
        if (typeof value === 'number') values.push({ value, labels: labelled });
        else values.push(...buckets(name, value, labelled));
      });
      return { name, help, type, values, aggregator: 'sum' };
    },
  };
  return metric as unknown as Metric;
}

function* buckets(name: string, { bounds, counts, sum }: Distribution, labels: Sample['labels']): Generator<Sample> {
  let count = 0;
  for (const [i, bound] of [...bounds, Number.POSITIVE_INFINITY].entries()) {
    count += counts[i]!;
    const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
    yield { metricName: `${name}_bucket`, value: count, labels: { ...labels, le } };
  }
  yield { metricName: `${name}_sum`, value: sum, labels };
  yield { metricName: `${name}_count`, value: count, labels };
}
