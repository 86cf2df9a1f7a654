import type { ServerWritableStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { loadContract } from '../../proto/contract.ts';
import type { HealthHandlers } from '../../proto/generated/grpc/health/v1/Health.ts';
import type { HealthCheckRequest__Output } from '../../proto/generated/grpc/health/v1/HealthCheckRequest.ts';
import type { HealthCheckResponse } from '../../proto/generated/grpc/health/v1/HealthCheckResponse.ts';
import type { ProtoGrpcType as HealthContract } from '../../proto/generated/health.ts';
import { quoted } from './quoted.ts';
import { refusal } from './status.ts';

const contract = loadContract<HealthContract>('grpc/health/v1/health.proto');
export const healthService = contract.grpc.health.v1.Health.service;

export interface HealthFace {
  readonly handlers: HealthHandlers;
  /** Tells the watchers when it is news to them. */
  setServing(serving: boolean): void;
  /** Ends the watches: they would hold a stop up. */
  endWatches(): void;
}

type Watch = ServerWritableStream<HealthCheckRequest__Output, HealthCheckResponse>;
type ServingStatus = 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';

/**
 * grpc.health.v1.Health: one status for the server (service '') and for each of `services`.
 *
 * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function healthFace(services: readonly string[], initially: boolean): HealthFace {
  const known = new Set(['', ...services]);
  const watches = new Map<Watch, ServingStatus>();
  let serving = initially;

  const statusOf = (service: string): ServingStatus => {
    if (!known.has(service)) return 'SERVICE_UNKNOWN';
    return serving ? 'SERVING' : 'NOT_SERVING';
  };
  const tell = (watch: Watch) => {
    const now = statusOf(watch.request.service);
    if (watches.get(watch) === now) return;
    watches.set(watch, now);
    watch.write({ status: now });
  };

  return {
    handlers: {
      Check({ request: { service } }, answer) {
        if (known.has(service)) answer(null, { status: statusOf(service) });
        else answer(refusal(status.NOT_FOUND, 'SERVICE_NOT_FOUND', `there is no service ${quoted(service)} here`));
      },
      Watch(watch) {
        watch.once('cancelled', () => watches.delete(watch));
        tell(watch);
      },
    },
    setServing(now) {
      serving = now;
      for (const watch of watches.keys()) tell(watch);
    },
    endWatches() {
      for (const watch of watches.keys()) watch.end();
      watches.clear();
    },
  };
}
