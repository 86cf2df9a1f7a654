import { onTestFinished } from 'vitest';
import { type BackendSettings, defaultProbe, type ProbeSettings } from '../../daemon/core/model.ts';
import type { Clock } from '../../daemon/core/ports.ts';
import type { GateLimits } from '../../daemon/health/gate.ts';
import { HealthChecks } from '../../daemon/health/health-checks.ts';
import type { TestEngine } from '../support/an-engine.ts';
import { operator } from '../support/an-engine.ts';
import { until } from './servers.ts';

/** Another number than any interval, so that the two can be told apart. */
const timeoutMs = 1_999;

export const aProbe = (kind: ProbeSettings['kind'], probe: Partial<ProbeSettings> = {}): ProbeSettings => ({
  ...defaultProbe,
  kind,
  timeoutMs,
  ...probe,
});

/** Health checks of an engine whose clock is turned by hand, and what they did. */
export interface HealthRoom {
  readonly checks: HealthChecks;
  readonly log: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
  /** Pauses between looks, in the order in which they began. */
  readonly pausesMs: readonly number[];
  readonly isReady: () => boolean;
  /** Turns the clock to the next look of the one backend there is, and resolves when the look is over. */
  look(times?: number): Promise<void>;
}

export function aHealthRoom(
  engine: TestEngine,
  { chance = () => 0.5, limits }: { readonly chance?: () => number; readonly limits?: GateLimits } = {},
): HealthRoom {
  const pausesMs: number[] = [];
  const log: { event: string; fields: Readonly<Record<string, unknown>> }[] = [];
  let isReady = false;
  const { registry, changes, verdicts } = engine;
  const clock: Clock = {
    wallOffsetMs: engine.clock.wallOffsetMs,
    now: () => engine.clock.now(),
    wallNow: () => engine.clock.wallNow(),
    after(delayMs, call) {
      if (delayMs !== timeoutMs && delayMs !== 10_000) pausesMs.push(delayMs);
      return engine.clock.after(delayMs, call);
    },
  };
  const checks = new HealthChecks({
    registry,
    changes,
    verdicts,
    clock,
    chance,
    ...(limits && { limits }),
    log: (_level, event, fields) => void log.push({ event, fields }),
  });
  checks.start(() => {
    isReady = true;
  });
  onTestFinished(() => checks.stop());
  return {
    checks,
    log,
    pausesMs,
    isReady: () => isReady,
    async look(times = 1) {
      for (let i = 0; i < times; i += 1) {
        const begun = pausesMs.length;
        engine.clock.advance(pausesMs.at(-1)!);
        await until(() => pausesMs.length > begun);
      }
    },
  };
}

export const backendOf = (engine: TestEngine, id = 'web-1') => engine.backends.get('default', id);

export function setBackend(engine: TestEngine, settings: Partial<BackendSettings>, id = 'web-1') {
  return engine.backends.update('default', id, settings, { etag: '', keepSessions: false }, operator);
}
