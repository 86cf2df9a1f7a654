import { loadSync } from '@grpc/proto-loader';
import { describe, expect, test } from 'vitest';
import { apiJson, timestampJson } from '../../cli/output/json.ts';
import { loaderOptions, protoRoot } from '../../proto/contract.ts';

describe('an API message in JSON', () => {
  test('has snake_case names, enum values without prefix, RFC 3339 times and durations in seconds', () => {
    const message = {
      session_id: 'ada',
      backend: { id: 'api-1', address: 'x:1', pool: 'default' },
      outcome: 'OUTCOME_ASSIGNED',
      reason: 'REASON_BACKEND_DRAINED',
      generation: 2,
      create_time: { seconds: 1_777_636_800, nanos: 0 },
      idle_timeout: { seconds: 1_800, nanos: 0 },
      sequence: 66,
    };
    expect(apiJson(message)).toEqual({
      session_id: 'ada',
      backend: { id: 'api-1', address: 'x:1', pool: 'default' },
      outcome: 'ASSIGNED',
      reason: 'BACKEND_DRAINED',
      generation: 2,
      create_time: '2026-05-01T12:00:00Z',
      idle_timeout: '1800s',
      sequence: '66',
    });
  });

  test('keeps empty lists, zeros and empty texts, and leaves out what is not set', () => {
    const message = { sessions: [], next_page_token: '', count: 0, drain_deadline: null, _weight: 'weight' };
    expect(apiJson(message)).toEqual({ sessions: [], next_page_token: '', count: 0 });
  });

  test("does not touch what users wrote: a label's name is no field", () => {
    const labels = { health: 'HEALTH_X', time: 'noon', _x: '1' };
    expect(apiJson({ labels })).toEqual({ labels });
  });

  test.each([
    [0, '1970-01-01T00:00:01Z'],
    [500_000_000, '1970-01-01T00:00:01.500Z'],
    [1_000, '1970-01-01T00:00:01.000001Z'],
    [1, '1970-01-01T00:00:01.000000001Z'],
  ])('writes %d ns with 0, 3, 6 or 9 digits', (nanos, text) => {
    expect(timestampJson({ seconds: 1, nanos })).toBe(text);
  });
});

interface Field {
  readonly name: string;
  readonly type: string;
  readonly typeName: string;
}

const files = ['lb/v1/routing.proto', 'lb/v1/admin.proto'];
const definitions = loadSync(files, { ...loaderOptions, includeDirs: [protoRoot] });

/** Every field of every message that the contract's services answer. */
function answeredFields(): Field[] {
  return Object.entries(definitions)
    .filter(([name]) => name.startsWith('lb.v1.') && !name.endsWith('Request'))
    .flatMap(([, definition]) => ('type' in definition ? ((definition.type as { field?: Field[] }).field ?? []) : []));
}

/** What protobuf's JSON mapping makes of a field's value; undefined where JSON has it already. */
function sample({ type, typeName }: Field): { value: unknown; json: unknown } | undefined {
  if (typeName.endsWith('Timestamp')) return { value: { seconds: 1, nanos: 0 }, json: '1970-01-01T00:00:01Z' };
  if (typeName.endsWith('Duration')) return { value: { seconds: 1, nanos: 0 }, json: '1s' };
  if (/INT64|FIXED64/.test(type)) return { value: 7, json: '7' };
  if (type === 'TYPE_ENUM') {
    const word = typeName.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
    return { value: `${word}_UNSPECIFIED`, json: 'UNSPECIFIED' };
  }
  // The loader names a map's entries by a message that is not there. Its keys may look like fields, and are none.
  const isMap = type === 'TYPE_MESSAGE' && !typeName.includes('.') && !(`lb.v1.${typeName}` in definitions);
  return isMap ? { value: { time: 'noon' }, json: { time: 'noon' } } : undefined;
}

describe('the contract', () => {
  const special = answeredFields().flatMap((field) => {
    const expected = sample(field);
    return expected ? [{ name: field.name, ...expected }] : [];
  });

  test('has fields that JSON writes in a way of its own', () => {
    expect(special.length).toBeGreaterThan(15);
  });

  test.each(special)('has no field of that kind that lbctl forgot: $name', ({ name, value, json }) => {
    expect(apiJson({ [name]: value })).toEqual({ [name]: json });
  });
});
