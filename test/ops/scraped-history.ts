import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Promtool } from './promtool.ts';

/** Real pages of /metrics, a minute apart, as Prometheus would have them. */
export interface ScrapedHistory {
  /** One more page, which stands for so many minutes. */
  add(page: string, minutes?: number): void;
  /** What promtool says against these alerts, and no others, firing at the end; empty when it agrees. */
  disagreement(promtool: Promtool, alerts: readonly Readonly<Record<string, string>>[]): string;
}

export function scrapedHistory(rulesFile: string): ScrapedHistory {
  const series = new Map<string, string[]>();
  let minutes = 0;

  const addMinute = (page: ReadonlyMap<string, string>): void => {
    for (const name of page.keys()) if (!series.has(name)) series.set(name, Array(minutes).fill('_'));
    for (const [name, values] of series) {
      const gone = values.at(-1) === '_' || values.at(-1) === 'stale' ? '_' : 'stale';
      values.push(page.get(name) ?? gone);
    }
    minutes += 1;
  };

  return {
    add(page, count = 1) {
      const values = seriesOf(page);
      for (let i = 0; i < count; i += 1) addMinute(values);
    },
    disagreement(promtool, alerts) {
      const folder = mkdtempSync(join(tmpdir(), 'lbd-history-'));
      const file = join(folder, 'history.yml');
      const expected = alerts.map((labels) => {
        const pairs = Object.entries({ ...labels, alertstate: 'firing' }).map(
          ([label, value]) => `${label}="${value}"`,
        );
        return { labels: `ALERTS{${pairs.join(',')}}`, value: 1 };
      });
      const input = [...series].map(([name, values]) => ({ series: name, values: values.join(' ') }));
      const firing = { expr: 'ALERTS{alertstate="firing"}', eval_time: `${minutes - 1}m`, exp_samples: expected };
      const test = { interval: '1m', input_series: input, promql_expr_test: [firing] };
      writeFileSync(file, stringify({ rule_files: [rulesFile], evaluation_interval: '1m', tests: [test] }));
      const { code, said } = promtool(['test', 'rules', file]);
      rmSync(folder, { recursive: true });
      return code === 0 ? '' : said;
    },
  };
}

function seriesOf(page: string): ReadonlyMap<string, string> {
  const lines = page.split('\n').filter((line) => line.startsWith('lb_') && !line.includes('_seconds_bucket'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]));
}
