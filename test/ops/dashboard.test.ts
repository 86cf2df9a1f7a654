import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { everyFamily } from '../../daemon/observe/every-family.ts';
import { metricNames, metricsIn } from './metric-names.ts';
import { findPromtool } from './promtool.ts';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
interface Dashboard {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly query: { readonly query: string } | string }[] };
}

const text = readFileSync(fileURLToPath(new URL('../../ops/grafana-dashboard.json', import.meta.url)), 'utf8');
const { panels, templating } = JSON.parse(text) as Dashboard;
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

describe('the dashboard', () => {
  test('asks for metrics that there are', async () => {
    const known = await metricNames();
    const variables = templating.list.flatMap(({ query }) =>
      typeof query === 'string' ? [] : [query.query.replace(/^label_values\((\w+), \w+\)$/, '$1')],
    );
    const asked = [...queries, ...variables].flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  test('shows every metric of lbd that changes', () => {
    const asked = new Set(queries.flatMap(metricsIn).map((name) => name.replace(/_bucket$/, '')));
    const names = Object.values(everyFamily).flatMap((families) => families.map(({ name }) => name));
    // Those tell what was set, by an operator or at a start.
    const settings = ['lb_backend_weight', 'lb_backend_session_limit', 'lb_backend_eligible'];
    expect(names.filter((name) => !asked.has(name) && !/_info$/.test(name) && !settings.includes(name))).toEqual([]);
  });

  test('asks in words that Prometheus understands', ({ skip }) => {
    const promtool = findPromtool();
    if ('missing' in promtool) return skip(promtool.missing);
    const folder = mkdtempSync(join(tmpdir(), 'lbd-dashboard-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'queries.yml');
    const rules = queries.map((expr, i) => ({
      record: `query:${i}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(pool|instance)/g, '.*'),
    }));
    writeFileSync(file, stringify({ groups: [{ name: 'queries', rules }] }));
    const { code, said } = promtool(['check', 'rules', file]);
    expect(said).toContain(`SUCCESS: ${queries.length} rules found`);
    expect(code).toBe(0);
  });

  test('has its panels beside and below each other, not on each other', () => {
    const taken = new Map<string, string>();
    for (const { title, gridPos } of panels) {
      const { x, y, w, h } = gridPos;
      expect(x + w, title).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column += 1) {
        for (let line = y; line < y + h; line += 1) {
          expect(taken.get(`${column},${line}`), `${title} and another`).toBeUndefined();
          taken.set(`${column},${line}`, title);
        }
      }
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });
});
