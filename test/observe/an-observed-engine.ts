import { everyFamily } from '../../daemon/observe/every-family.ts';
import { openExposition } from '../../daemon/observe/exposition.ts';
import { LifecycleCounts } from '../../daemon/observe/lifecycle-counts.ts';
import { anEngine, type EngineWishes } from '../support/an-engine.ts';
import { metricPage } from '../support/metric-page.ts';

/** A real engine, and what its metrics say. */
export async function anObservedEngine(wishes: EngineWishes = {}) {
  const engine = await anEngine(wishes);
  const lifecycle = new LifecycleCounts();
  engine.store.onCommitted((lines) => lifecycle.add(lines));
  const sources = { ...engine, version: '1.2.3', isReady: () => true, lifecycle, grpcCalls: () => [] };
  const exposition = openExposition(Object.values(everyFamily).flat(), sources);
  return {
    ...engine,
    text: async () => (await exposition.page()).body,
    metrics: async () => metricPage((await exposition.page()).body),
  };
}
