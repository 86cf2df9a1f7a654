import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { metricNames, metricsIn } from './metric-names.ts';
import { findPromtool } from './promtool.ts';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const rulesFile = file('ops/alerts.yml');
const casesFile = file('test/ops/alerts.promtool.yml');

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly annotations?: Readonly<Record<string, string>>;
}
interface Case {
  readonly alertname: string;
  readonly exp_alerts: readonly unknown[];
}

const rules = (parse(readFileSync(rulesFile, 'utf8')).groups as { rules: Rule[] }[]).flatMap((group) => group.rules);
const alerts = rules.filter(({ alert }) => alert !== undefined);
const promtool = findPromtool();

describe('the alerts', () => {
  test.each(alerts.map(({ alert }) => alert!))('%s is tried where it fires, and where it must not', (name) => {
    const tests = parse(readFileSync(casesFile, 'utf8')).tests as { alert_rule_test: Case[] }[];
    const cases = tests.flatMap((each) => each.alert_rule_test).filter(({ alertname }) => alertname === name);
    expect(cases.filter(({ exp_alerts }) => exp_alerts.length > 0)).not.toEqual([]);
    expect(cases.filter(({ exp_alerts }) => exp_alerts.length === 0)).not.toEqual([]);
  });

  test('fire and stay quiet as they should, says promtool', ({ skip }) => {
    if ('missing' in promtool) return skip(promtool.missing);
    expect(promtool(['check', 'rules', '--lint=all', '--lint-fatal', rulesFile])).toMatchObject({ code: 0 });
    const { code, said } = promtool(['test', 'rules', casesFile]);
    expect(said).toContain('SUCCESS');
    expect(code).toBe(0);
  });

  test('ask for metrics that there are', async () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const known = new Set([...(await metricNames()), ...recorded, 'up']);
    const unknown = rules.flatMap(({ expr }) => metricsIn(expr)).filter((name) => !known.has(name));
    expect(unknown).toEqual([]);
  });

  test('each lead to what is to be done', () => {
    const page = readFileSync(file('docs/alerts.md'), 'utf8');
    const sections = [...page.matchAll(/^## (Lbd\w+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(alerts.map(({ alert }) => alert));
    for (const { alert, annotations } of alerts) {
      expect(annotations?.runbook).toBe(`docs/alerts.md#${alert!.toLowerCase()}`);
    }
  });
});

test('a query is asked for its metrics, and for nothing else in it', () => {
  const query = 'sum without (a) (rate(x_total{b=~"c|d"}[5m] offset 30m)) / ignoring (e) group_left f:g > 0.1 unless h';
  expect(metricsIn(query)).toEqual(['x_total', 'f:g', 'h']);
});
