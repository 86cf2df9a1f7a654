import { openMetrics } from '../../daemon/observe/metrics.ts';
import { anEngine, type EngineWishes } from '../support/an-engine.ts';
import { metricPage } from '../support/metric-page.ts';

/** A real engine, and what its metrics say. */
export async function anObservedEngine(wishes: EngineWishes = {}) {
  const engine = await anEngine(wishes);
  const { page } = openMetrics({ ...engine, version: '1.2.3', isReady: () => true });
  return {
    ...engine,
    text: async () => (await page()).body,
    metrics: async () => metricPage((await page()).body),
  };
}
