import type { GatewayLoad } from '../../gateway-counts.ts';
import { sumOf } from '../labelled-pools.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

const classes = ['1xx', '2xx', '3xx', '4xx', '5xx'];
/** The gateway's own, and those that somebody has to tell apart. */
const told = [499, 502, 503, 504];
const failureKinds = ['refused', 'reset', 'silent', 'garbled', 'unfit'];

/** The HTTP gateway. All of it is absent where it is off. */
export const gatewayFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_gateway_requests_total',
    type: 'counter',
    help: 'Requests that are over, by status: 499 (the client went first), 502 (no backend could be reached, or it broke off), 503 (nobody may take it, or too much at once) and 504 (no answer in time) by themselves, the others by class. A backend may have answered so, too.',
    labels: ['status'],
    read({ gateway }, put) {
      if (gateway.load === undefined) return;
      for (const status of told) put(gateway.byStatus[status]!, String(status));
      for (const [i, name] of classes.entries()) {
        const first = (i + 1) * 100;
        const all = sumOf([...gateway.byStatus.subarray(first, first + 100)], (count) => count);
        const apart = sumOf(
          told.filter((status) => status >= first && status < first + 100),
          (status) => gateway.byStatus[status]!,
        );
        put(all - apart, name);
      }
    },
  },
  {
    name: 'lb_gateway_request_seconds',
    type: 'histogram',
    help: 'Seconds from the head of a request to the last byte of its answer; event streams, upgraded connections and what the gateway refused by itself are left out.',
    labels: [],
    read({ gateway }, put) {
      if (gateway.load !== undefined) put(gateway.seconds);
    },
  },
  {
    name: 'lb_gateway_attempt_failures_total',
    type: 'counter',
    help: 'Attempts at a backend that failed: no connection (refused), ended before an answer (reset), no answer in time (silent), no HTTP (garbled), or a request that can not be passed on (unfit).',
    labels: ['failure'],
    read({ gateway }, put) {
      if (gateway.load === undefined) return;
      for (const failure of failureKinds) put(gateway.failures.get(failure) ?? 0, failure);
    },
  },
  loadGauge('lb_gateway_connections', 'Connections of clients.', ({ connections }) => connections),
  loadGauge(
    'lb_gateway_open_requests',
    'Requests whose answer is not whole yet, event streams among them, upgraded connections not.',
    ({ requests }) => requests,
  ),
  loadGauge(
    'lb_gateway_upgraded_connections',
    'Connections that became WebSockets or the like.',
    (load) => load.upgraded,
  ),
];

function loadGauge(name: string, help: string, valueFor: (load: GatewayLoad) => number): MetricFamily<MetricSources> {
  return {
    name,
    type: 'gauge',
    help,
    labels: [],
    read({ gateway }, put) {
      if (gateway.load !== undefined) put(valueFor(gateway.load()));
    },
  };
}
