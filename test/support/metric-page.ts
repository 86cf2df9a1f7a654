/** A page of metrics as a test reads it. */
export interface MetricPage {
  /** Of the series with exactly these labels. Undefined when it is not there. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** All series of a name, as `labels -> value`. */
  series(name: string): Readonly<Record<string, number>>;
  readonly names: ReadonlySet<string>;
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function metricPage(text: string): MetricPage {
  const series = new Map<string, Map<string, number>>();
  for (const line of text.split('\n')) {
    const [, name, labels, value] = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const those = series.get(name) ?? new Map<string, number>();
    series.set(name, those.set(labels ?? '', value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value)));
  }
  return {
    value(name, labels = {}) {
      const text = Object.entries(labels)
        .map(([label, value]) => `${label}="${value}"`)
        .join(',');
      return series.get(name)?.get(text);
    },
    series: (name) => Object.fromEntries(series.get(name) ?? []),
    names: new Set(series.keys()),
  };
}
