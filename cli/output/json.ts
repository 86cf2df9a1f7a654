import { msOf, type SecondsAndNanos } from './time.ts';

/**
 * Fields that protobuf's JSON mapping writes in a way of their own, by name: a name means the same in every message.
 * A test holds this table against the contract.
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
const timestamps = words(
  'create_time expire_time last_active_time start_time end_time health_time time drain_deadline deadline eta issue_time retire_time',
);
const durations = words(
  'idle_timeout max_lifetime unconfirmed_timeout uptime hold_for break_after slow_start eject_for idle_deadline interval timeout cookie_max_age',
);
const longs = words('sequence oldest_sequence counts');
const enumPrefixes: ReadonlyMap<string, string> = new Map([
  ['outcome', 'OUTCOME_'],
  ['reason', 'REASON_'],
  ['last_reason', 'REASON_'],
  ['admin_state', 'ADMIN_STATE_'],
  ['health', 'HEALTH_'],
  ['unknown_id', 'UNKNOWN_ID_'],
  ['session_ids', 'SESSION_IDS_'],
  ['on_unhealthy', 'REACTION_'],
  ['on_removed', 'REACTION_'],
  ['on_drained', 'REACTION_'],
  ['on_restart', 'RESTART_REACTION_'],
  ['mode', 'DRAIN_MODE_'],
  ['at_deadline', 'DRAIN_THEN_'],
  ['kind', 'PROBE_KIND_'],
  ['affinity_mode', 'AFFINITY_MODE_'],
  ['unknown_learned', 'UNKNOWN_LEARNED_'],
  ['cookie_format', 'COOKIE_FORMAT_'],
  ['cookie_same_site', 'SAME_SITE_'],
]);
/** What a thing is called comes first, for the eye. */
const names = ['id', 'name', 'session_id', 'version'];
/** Maps hold what users wrote: their keys are no fields. */
const maps = words('labels receivers counts');

/**
 * An API message as scripts read it: snake_case names, enum values without their prefix, RFC 3339 times, durations in
 * seconds (`1800s`), 64-bit numbers as strings. Fields at their default are there; messages that are not set are not.
 */
export function apiJson(message: object): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const name of names) if (name in message) json[name] = undefined; // takes its place
  for (const [name, value] of Object.entries(message)) {
    // A name with `_` in front tells which optional field is set; the field itself tells it better.
    if (value === null || value === undefined || name.startsWith('_')) continue;
    json[name] = fieldJson(name, value);
  }
  return json;
}

/** An enum value without its prefix: `ADMIN_STATE_DRAINING` is `DRAINING`. */
export function enumWord(field: string, value: string): string {
  const prefix = enumPrefixes.get(field) ?? '';
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

/** A Timestamp in RFC 3339, with as many digits of a second as it has: 0, 3, 6 or 9. */
export function timestampJson(time: SecondsAndNanos): string {
  return `${new Date(msOf(time)).toISOString().slice(0, 19)}${fraction(time.nanos ?? 0)}Z`;
}

function durationJson(duration: SecondsAndNanos): string {
  return `${duration.seconds ?? 0}${fraction(duration.nanos ?? 0)}s`;
}

function fieldJson(name: string, value: unknown): unknown {
  if (maps.has(name)) return mapJson(value as object, longs.has(name));
  if (timestamps.has(name)) return timestampJson(value as SecondsAndNanos);
  if (durations.has(name)) return durationJson(value as SecondsAndNanos);
  if (longs.has(name)) return String(value);
  if (typeof value === 'string' && enumPrefixes.has(name)) return enumWord(name, value);
  if (Array.isArray(value)) return value.map((item) => (isMessage(item) ? apiJson(item) : item));
  return isMessage(value) ? apiJson(value) : value;
}

function mapJson(map: object, ofLongs: boolean): object {
  return ofLongs ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)])) : map;
}

function fraction(nanos: number): string {
  if (nanos === 0) return '';
  return `.${String(nanos)
    .padStart(9, '0')
    .replace(/(?:000){1,2}$/, '')}`;
}

function isMessage(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
