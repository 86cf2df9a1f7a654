import type { Backend, Backend__Output } from '../../proto/generated/lb/v1/Backend.ts';
import type { BackendView } from '../administration.ts';
import { adminStates, healths } from '../core/codes.ts';
import { invalid } from '../core/errors.ts';
import type { BackendSettings } from '../core/model.ts';
import { addressOf } from './address.ts';
import { quoted } from './quoted.ts';
import type { Fields } from './settings-patch.ts';
import { shortText } from './texts.ts';
import { timestamp } from './times.ts';

const defaultWeight = 1;
const maxWeight = 1_000;
const maxLabels = 32;
/** Of a zone, and of a label's key and value: what DNS labels and Kubernetes labels may have. */
const maxTextBytes = 63;

/** The settings in a Backend message. */
export const backendFields: Fields<Backend__Output, BackendSettings> = {
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
    read: (backend) => ({ zone: shortText(backend.zone, 'backend.zone', maxTextBytes) }),
  },
  labels: {
    isSet: (backend) => Object.keys(backend.labels).length > 0,
    read: (backend) => ({ labels: labelsOf(backend.labels) }),
  },
  max_sessions: {
    isSet: (backend) => backend.max_sessions !== 0,
    read: (backend) => ({ maxSessions: backend.max_sessions }),
  },
};

/** Everything a new backend needs, with the defaults where the message is silent. */
export function newBackendSettings(backend: Backend__Output): BackendSettings {
  return {
    address: addressOf(backend.address, 'backend.address'),
    weight: weightOf(backend.weight),
    zone: shortText(backend.zone, 'backend.zone', maxTextBytes),
    labels: labelsOf(backend.labels),
    maxSessions: backend.max_sessions,
  };
}

export function backendMessage(view: BackendView): Backend {
  const { settings } = view;
  return {
    id: view.id,
    pool: view.pool,
    address: settings.address,
    weight: settings.weight,
    zone: settings.zone,
    labels: settings.labels,
    max_sessions: settings.maxSessions,
    admin_state: adminStateNames[adminStates.indexOf(view.admin)]!,
    health: healthNames[healths.indexOf(view.health)]!,
    health_reason: view.healthReason,
    incarnation: view.incarnation,
    session_count: view.sessionCount,
    drain_deadline: view.drainDeadlineMs === null ? null : timestamp(view.drainDeadlineMs),
    create_time: timestamp(view.createdAtMs),
    etag: String(view.version),
  };
}

// In the order of core/codes.
const adminStateNames = [
  'ADMIN_STATE_ACTIVE',
  'ADMIN_STATE_CORDONED',
  'ADMIN_STATE_DRAINING',
  'ADMIN_STATE_DRAINED',
] as const;
const healthNames = ['HEALTH_UNKNOWN', 'HEALTH_HEALTHY', 'HEALTH_UNHEALTHY'] as const;

function weightOf(weight: number | undefined): number {
  if (weight === undefined) return defaultWeight;
  if (weight > maxWeight) throw invalid('backend.weight', `must be 0 to 1,000, not ${weight}`);
  return weight;
}

function labelsOf(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(labels);
  if (entries.length > maxLabels) {
    throw invalid('backend.labels', `must be at most ${maxLabels}, and there are ${entries.length}`);
  }
  for (const [key, value] of entries) {
    const field = `backend.labels[${quoted(key)}]`;
    if (key === '') throw invalid(field, 'must have a key');
    shortText(key, field, maxTextBytes);
    shortText(value, field, maxTextBytes);
  }
  return Object.fromEntries(entries);
}
