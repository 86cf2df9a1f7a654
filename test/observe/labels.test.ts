import { describe, expect, test } from 'vitest';
import { defaultPoolSettings } from '../../daemon/core/model.ts';
import { Registry } from '../../daemon/core/registry.ts';
import { labelledBackends } from '../../daemon/observe/labelled-backends.ts';
import { labelledPools } from '../../daemon/observe/labelled-pools.ts';
import { LifecycleCounts } from '../../daemon/observe/lifecycle-counts.ts';
import { aBackendRow } from '../support/a-pool.ts';

const aPoolRow = (name: string, createdAtMs = 0) => ({
  name,
  settings: defaultPoolSettings,
  version: 1,
  createdAtMs,
});

function aRegistry(backends: readonly string[]): Registry {
  const registry = new Registry(1);
  registry.putPool(aPoolRow('default'));
  for (const [i, id] of backends.entries()) registry.putBackend(aBackendRow(id, { no: i + 1 }));
  return registry;
}

describe('labels without bound', () => {
  test('are not made by backends: those beyond the bound stand together', () => {
    const registry = aRegistry(['d', 'c', 'b', 'a']);
    const labelled = labelledBackends(registry, 2).map(({ backend, members }) => [backend, members.length]);
    expect(labelled).toEqual([
      ['d', 1],
      ['c', 1],
      ['_other', 2],
    ]);
  });

  test('are not made by pools', () => {
    const registry = new Registry(1);
    for (const [i, name] of ['z', 'y', 'x'].entries()) registry.putPool(aPoolRow(name, i));
    expect(labelledPools(registry, 1).map(({ pool, pools }) => [pool, pools.length])).toEqual([
      ['z', 1],
      ['_other', 2],
    ]);
  });

  test('are not made by names that come and go', () => {
    const counts = new LifecycleCounts();
    const line = { sequence: 1, atMs: 0, pool: 'default', backendId: 'web-1', who: 'router', reason: 'new' };
    counts.add([{ ...line, kind: 'assigned' }]);
    expect(counts.of('default').created.get('web-1')).toBe(1);
    counts.add([{ ...line, kind: 'backend-deleted' }]);
    expect(counts.of('default').created.size).toBe(0);
    counts.add([
      { ...line, kind: 'moved' },
      { ...line, kind: 'pool-deleted', backendId: '' },
    ]);
    expect(counts.of('default').moved.size).toBe(0);
  });

  test("are not made by an operator's own words", () => {
    const counts = new LifecycleCounts();
    const line = { sequence: 1, atMs: 0, pool: 'default', backendId: 'web-1' };
    counts.add(['why not', 'because'].map((reason) => ({ ...line, kind: 'ended' as const, who: 'ada', reason })));
    expect([...counts.of('default').ended]).toEqual([['operator', 2]]);
  });
});
