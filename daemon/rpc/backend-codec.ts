import type { FieldMask__Output } from '../../proto/generated/google/protobuf/FieldMask.ts';
import type { Backend__Output } from '../../proto/generated/lb/v1/Backend.ts';
import type { BackendPatch } from '../backends/administration.ts';
import { invalid } from '../core/errors.ts';
import { type BackendSettings, defaultProbe, type ProbeSettings } from '../core/model.ts';
import { addressOf } from './address.ts';
import { labelsOf } from './labels.ts';
import { probeFields, silentProbe } from './probe-codec.ts';
import { type Field, type Fields, settingsPatches } from './settings-patch.ts';
import { shortText } from './texts.ts';

const defaultWeight = 1;
const maxWeight = 1_000;
/** Of a zone: what DNS labels and Kubernetes labels may have. */
const maxZoneBytes = 63;

/** The settings in a Backend message. */
const backendFields: Fields<Backend__Output, BackendPatch> = {
  address: {
    isSet: (backend) => backend.address !== '',
    read: (backend) => ({ address: addressOf(backend.address, 'backend.address') }),
  },
  weight: {
    isSet: (backend) => backend.weight !== undefined,
    read: (backend) => ({ weight: weightOf(backend.weight) }),
  },
  zone: {
    isSet: (backend) => backend.zone !== '',
    read: (backend) => ({ zone: shortText(backend.zone, 'backend.zone', maxZoneBytes) }),
  },
  labels: {
    isSet: (backend) => Object.keys(backend.labels).length > 0,
    read: (backend) => ({ labels: labelsOf(backend.labels, 'backend.labels') }),
  },
  max_sessions: {
    isSet: (backend) => backend.max_sessions !== 0,
    read: (backend) => ({ maxSessions: backend.max_sessions }),
  },
  ...Object.fromEntries(Object.entries(probeFields).map(([name, field]) => [`probe.${name}`, ofProbe(field)])),
};

/** Everything a new backend needs, with the defaults where the message is silent. */
export function newBackendSettings(backend: Backend__Output): BackendSettings {
  const patch = backendPatch(backend, { paths: ['*'] });
  return { ...(patch as BackendSettings), probe: { ...defaultProbe, ...patch.probe } };
}

/** @throws LbError `invalid-argument` */
export function backendPatch(backend: Backend__Output, mask: FieldMask__Output | null): BackendPatch {
  const parts = settingsPatches(backend, mask, backendFields);
  const probe = Object.assign({}, ...parts.map((part) => part.probe)) as Partial<ProbeSettings>;
  return Object.assign({}, ...parts, Object.keys(probe).length > 0 && { probe }) as BackendPatch;
}

function ofProbe(field: (typeof probeFields)[string]): Field<Backend__Output, BackendPatch> {
  return {
    isSet: ({ probe }) => probe !== null && field.isSet(probe),
    read: ({ probe }) => ({ probe: field.read(probe ?? silentProbe) }),
  };
}

function weightOf(weight: number | undefined): number {
  if (weight === undefined) return defaultWeight;
  if (weight > maxWeight) throw invalid('backend.weight', `must be 0 to 1,000, not ${weight}`);
  return weight;
}
