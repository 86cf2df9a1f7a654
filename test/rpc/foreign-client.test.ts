import { expect, test } from 'vitest';
import { aServer, targetOf } from './a-server.ts';
import { aPython } from './foreign/python.ts';

const installationMs = 300_000;

test('a Python client that knows only the address reads maps, optional fields, times and errors by reflection', {
  timeout: installationMs,
}, async ({ skip }) => {
  const python = await aPython();
  if ('missing' in python) {
    expect(process.env.LBD_TEST_REQUIRE, python.missing).not.toBe('1');
    return skip(python.missing);
  }
  const { address } = await aServer();
  const seen = JSON.parse(await python(targetOf(address)));

  expect(seen).toEqual({
    services: [
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
      'lb.v1.AdminService',
      'lb.v1.RoutingService',
    ],
    backend: {
      labels: { team: 'blue', tier: '1' },
      zone: 'eu-1',
      has_weight: true,
      weight: 1,
      created_s: expect.toSatisfy((seconds: number) => seconds > 1_600_000_000),
      has_drain_deadline: false,
    },
    idle: { has_weight: true, weight: 0 },
    first: { backend: 'api-1', outcome: 'OUTCOME_ASSIGNED', reason: 'REASON_NEW', lease_ms: 90_500 },
    again: { backend: 'api-1', outcome: 'OUTCOME_KEPT', generation: 1 },
    pool: { idle_timeout_ms: 60_250, has_max_lifetime: false },
    health: 'SERVING',
    refusal: {
      code: 'INVALID_ARGUMENT',
      reason: 'INVALID_SESSION_ID',
      domain: 'lb.v1',
      metadata: { field: 'session_id' },
    },
  });
});
