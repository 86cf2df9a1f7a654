import { Buckets } from './distribution.ts';

/** Seconds of a request: from a cached page to a slow report. */
const requestSecondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What the gateway has under way now. */
export interface GatewayLoad {
  /** Of clients. */
  readonly connections: number;
  /** Whose answer is not whole yet, upgraded connections left out. */
  readonly requests: number;
  /** Connections that are another protocol's by now. */
  readonly upgraded: number;
}

/** Counts what the gateway does, in plain numbers. */
export class GatewayCounts {
  /** By status; 0 is not among them. */
  readonly byStatus = new Float64Array(600);
  /** Of answered requests that have an end of their own. */
  readonly seconds = new Buckets(requestSecondsBounds);
  /** Attempts at backends that failed, by how. */
  readonly failures = new Map<string, number>();
  /** Undefined until the gateway runs. */
  load: (() => GatewayLoad) | undefined;

  /** @param seconds undefined where they say nothing: a refusal, a stream, another protocol */
  answered(status: number, seconds: number | undefined): void {
    if (status > 0 && status < this.byStatus.length) this.byStatus[status]! += 1;
    if (seconds !== undefined) this.seconds.add(seconds);
  }

  /** @param failure one of a few words */
  attemptFailed(failure: string): void {
    this.failures.set(failure, (this.failures.get(failure) ?? 0) + 1);
  }
}
