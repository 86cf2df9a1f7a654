import type { Probe__Output as Probe } from '../proto/generated/lb/v1/Probe.ts';
import { enumWord } from './output/json.ts';
import { msOf, span } from './output/time.ts';

/** How lbd looks at a backend: `http :8080/health every 5s, 2 up, 3 down, in 2s`; empty when nobody looks. */
export function probeText(probe: Probe | null): string {
  if (!probe) return '';
  const agent = probe.agent_port > 0 ? `agent :${probe.agent_port}` : '';
  if (probe.kind === 'PROBE_KIND_NONE' || probe.kind === 'PROBE_KIND_UNSPECIFIED') return agent;
  const kind = enumWord('kind', probe.kind).toLowerCase();
  const port = probe.port > 0 ? ` :${probe.port}` : '';
  const http = probe.kind === 'PROBE_KIND_HTTP';
  const path = http ? `${port === '' ? ' ' : ''}${probe.path || '/'}` : '';
  const wants = [
    http && probe.expect_status !== '' ? `status ${probe.expect_status}` : '',
    http && probe.body_contains !== '' ? `body has ${JSON.stringify(probe.body_contains)}` : '',
  ];
  const pace = `every ${span(msOf(probe.interval))} within ${span(msOf(probe.timeout))}, ${probe.rise} up, ${probe.fall} down`;
  return [`${kind}${port}${path}`, ...wants, pace, agent].filter((part) => part !== '').join(', ');
}
