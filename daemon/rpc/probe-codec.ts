import type { Probe, Probe__Output } from '../../proto/generated/lb/v1/Probe.ts';
import type { ProbeKind__Output as ProbeKind } from '../../proto/generated/lb/v1/ProbeKind.ts';
import { invalid } from '../core/errors.ts';
import { defaultProbe, type ProbeKind as Kind, type ProbeSettings } from '../core/model.ts';
import { quoted } from './quoted.ts';
import type { Fields } from './settings-patch.ts';
import { shortText } from './texts.ts';
import { type DurationBounds, durationMsOf, timestamp } from './times.ts';
import { type EnumWords, enumValue, enumWord } from './words.ts';

const intervalBounds: DurationBounds = { minMs: 100, maxMs: 3_600_000, words: '100 ms to 1 h' };
const timeoutBounds: DurationBounds = { minMs: 10, maxMs: 60_000, words: '10 ms to 60 s' };
const maxCount = 100;
const maxPathBytes = 1_024;
const maxBodyBytes = 256;
const maxPort = 65_535;
// What may stand in a request line; everything else is to be percent-encoded.
const pathPattern = /^\/[!-~]*$/;
const statusPattern = /^([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?$/;

const kinds: EnumWords<ProbeKind, Kind> = {
  PROBE_KIND_NONE: 'none',
  PROBE_KIND_TCP: 'tcp',
  PROBE_KIND_HTTP: 'http',
  PROBE_KIND_GRPC: 'grpc',
};

/** The settings in a Probe message. */
export const probeFields: Fields<Probe__Output, Partial<ProbeSettings>> = {
  kind: {
    isSet: ({ kind }) => kind !== 'PROBE_KIND_UNSPECIFIED',
    read: ({ kind }) => ({ kind: enumWord(kind, kinds, 'backend.probe.kind') ?? defaultProbe.kind }),
  },
  interval: {
    isSet: ({ interval }) => interval !== null,
    read: ({ interval: given }) => ({
      intervalMs:
        given === null ? defaultProbe.intervalMs : durationMsOf(given, 'backend.probe.interval', intervalBounds),
    }),
  },
  timeout: {
    isSet: ({ timeout }) => timeout !== null,
    read: ({ timeout: given }) => ({
      timeoutMs: given === null ? defaultProbe.timeoutMs : durationMsOf(given, 'backend.probe.timeout', timeoutBounds),
    }),
  },
  rise: {
    isSet: ({ rise }) => rise !== 0,
    read: ({ rise }) => ({ rise: countOf(rise, 'backend.probe.rise') ?? defaultProbe.rise }),
  },
  fall: {
    isSet: ({ fall }) => fall !== 0,
    read: ({ fall }) => ({ fall: countOf(fall, 'backend.probe.fall') ?? defaultProbe.fall }),
  },
  path: {
    isSet: ({ path }) => path !== '',
    read: ({ path }) => ({ path: path === '' ? defaultProbe.path : pathOf(path) }),
  },
  expect_status: {
    isSet: ({ expect_status }) => expect_status !== '',
    read: ({ expect_status: given }) => ({
      expectStatus: given === '' ? defaultProbe.expectStatus : statusRangeOf(given),
    }),
  },
  body_contains: {
    isSet: ({ body_contains }) => body_contains !== '',
    read: ({ body_contains }) => ({
      bodyContains: shortText(body_contains, 'backend.probe.body_contains', maxBodyBytes),
    }),
  },
  port: {
    isSet: ({ port }) => port !== 0,
    read: ({ port }) => ({ port: portOf(port, 'backend.probe.port') }),
  },
  agent_port: {
    isSet: ({ agent_port }) => agent_port !== 0,
    read: ({ agent_port }) => ({ agentPort: portOf(agent_port, 'backend.probe.agent_port') }),
  },
};

/** A Probe message that says nothing: every field is at its default. */
export const silentProbe: Probe__Output = {
  kind: 'PROBE_KIND_UNSPECIFIED',
  interval: null,
  timeout: null,
  rise: 0,
  fall: 0,
  path: '',
  expect_status: '',
  body_contains: '',
  port: 0,
  agent_port: 0,
};

export function probeMessage(probe: ProbeSettings): Probe {
  return {
    kind: enumValue(probe.kind, kinds),
    interval: timestamp(probe.intervalMs),
    timeout: timestamp(probe.timeoutMs),
    rise: probe.rise,
    fall: probe.fall,
    path: probe.path,
    expect_status: probe.expectStatus,
    body_contains: probe.bodyContains,
    port: probe.port,
    agent_port: probe.agentPort,
  };
}

function countOf(count: number, field: string): number | null {
  if (count > maxCount) throw invalid(field, `must be 1 to ${maxCount}, not ${count}`);
  return count === 0 ? null : count;
}

function portOf(port: number, field: string): number {
  if (port > maxPort) throw invalid(field, `must be 1 to 65535, or 0 for none, not ${port}`);
  return port;
}

function pathOf(path: string): string {
  if (path.length > maxPathBytes) {
    throw invalid('backend.probe.path', `must be at most ${maxPathBytes} bytes, and this one has ${path.length}`);
  }
  if (!pathPattern.test(path)) {
    throw invalid('backend.probe.path', `must begin with / and hold printable ASCII only, not ${quoted(path)}`);
  }
  return path;
}

function statusRangeOf(text: string): string {
  const match = statusPattern.exec(text);
  if (match === null || Number(match[1]) > Number(match[2] ?? match[1])) {
    throw invalid('backend.probe.expect_status', `must be a status or a range such as 200-399, not ${quoted(text)}`);
  }
  return text;
}
