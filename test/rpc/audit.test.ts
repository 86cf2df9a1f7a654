import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { refusalAudit } from '../../daemon/principals/refusal-audit.ts';
import { adminService } from '../../proto/contract.ts';
import { aSecuredServer, someone, tokenLine } from './a-secured-server.ts';

const tokens = tokenLine('ada', 'admin', 'ada-token') + tokenLine('eve', 'viewer', 'eve-token');
type Unary = 'CreateBackend' | 'DeleteBackend' | 'DrainBackend' | 'GetBackend' | 'UpdatePool' | 'ExpireNow';

/** A server with tokens, and its journal as told to an admin. */
async function aJournalledServer() {
  const { address, engine } = await aSecuredServer({ tokens });
  return {
    address,
    journal: async (...kinds: ('refused' | 'failed' | 'backup-taken' | 'drained' | 'backend-created')[]) =>
      (await engine.store.events({ afterSequence: 0, limit: 1_000, tail: false, kinds })).lines,
    as: (token: string) => ({
      call: (method: Unary, request: object) =>
        someone(address, { token }).call(
          `/lb.v1.AdminService/${method}`,
          (adminService[method].requestSerialize as (request: object) => Buffer)(request),
        ),
    }),
  };
}

describe('the journal', () => {
  test('names the principal of every admin action', async () => {
    const { as, journal } = await aJournalledServer();
    const backend = { id: 'api-1', address: 'api-1:80' };
    expect(await as('ada-token').call('CreateBackend', { backend })).toMatchObject({ code: status.OK });
    await as('ada-token').call('DrainBackend', { backend_id: 'api-1', reason: 'new kernel' });
    expect(await journal('backend-created', 'drained')).toMatchObject([
      { kind: 'backend-created', backendId: 'api-1', who: 'ada' },
      { kind: 'drained', backendId: 'api-1', who: 'ada', reason: 'new kernel' },
    ]);
  });

  test('tells of refused attempts: who, what, at whom, why', async () => {
    const { as, journal, address } = await aJournalledServer();
    await as('eve-token').call('DrainBackend', { pool: 'shop', backend_id: 'api-1' });
    await as('eve-token').call('CreateBackend', { backend: { id: 'api-9', address: 'x:1' } });
    await as('eve-token').call('UpdatePool', { pool: { name: 'shop' } });
    await as('eve-token').call('DrainBackend', { pool: 'a\u001b[2J', backend_id: 'x'.repeat(9_999) });
    await as('a-guess').call('DrainBackend', { backend_id: 'api-1' });
    await someone(address, { token: 'eve-token' }).call('/lb.v1.RoutingService/RouteStream');

    const denied = { kind: 'refused', who: 'eve', reason: 'permission-denied' };
    expect(await journal('refused')).toMatchObject([
      { ...denied, detail: 'DrainBackend', pool: 'shop', backendId: 'api-1' },
      { ...denied, detail: 'CreateBackend', pool: 'default', backendId: 'api-9' },
      { ...denied, detail: 'UpdatePool', pool: 'shop', backendId: '' },
      { ...denied, detail: 'DrainBackend', pool: '', backendId: '' },
      { kind: 'refused', who: 'tcp:127.0.0.1', reason: 'unauthenticated', detail: 'DrainBackend', backendId: '' },
      { ...denied, detail: 'RouteStream', pool: '', backendId: '' },
    ]);
  });
});

test('the journal tells of changes that failed, with their result, and of neither reading nor routing', async () => {
  const { as, journal, address } = await aJournalledServer();
  const ada = as('ada-token');
  // Nobody is there to route to yet.
  const route = await someone(address, { token: 'ada-token' }).call('/lb.v1.RoutingService/Route');
  expect(route).toMatchObject({ code: status.UNAVAILABLE });
  await ada.call('DrainBackend', { pool: 'shop', backend_id: 'api-1', reason: 'new kernel' });
  await ada.call('DeleteBackend', { backend_id: 'api-\u001b[2J', reason: 'a\u0007b' });
  await ada.call('CreateBackend', { backend: { id: 'api-1', address: 'api-1:80' } });
  await ada.call('CreateBackend', { backend: { id: 'api-1', address: 'api-1:80' } });
  expect(await ada.call('GetBackend', { backend_id: 'api-9' })).toMatchObject({ code: status.NOT_FOUND });

  const failed = { kind: 'failed', who: 'ada' };
  const lines = await journal('failed', 'refused');
  expect(lines).toMatchObject([
    { ...failed, detail: 'DrainBackend: NOT_FOUND', pool: 'shop', backendId: 'api-1', reason: 'new kernel' },
    { ...failed, detail: 'DeleteBackend: INVALID_ARGUMENT', pool: '', backendId: '', reason: '' },
    { ...failed, detail: 'CreateBackend: ALREADY_EXISTS', pool: 'default', backendId: 'api-1' },
  ]);
});

test('failed changes have a ration of their own', () => {
  const kinds: unknown[] = [];
  const store = {
    control: async ({ events }: { events: readonly { kind: string }[] }) => void kinds.push(events[0]?.kind),
  };
  const audit = refusalAudit(
    store,
    () => 0,
    () => {},
  );
  const target = { pool: '', backendId: '' };
  for (let i = 0; i < 50; i += 1) {
    audit.refused({ who: 'eve', what: 'Route', ...target, reason: 'unauthenticated' });
    audit.failed({ who: 'ada', what: 'DrainBackend', ...target, reason: '', result: 'NOT_FOUND' });
  }
  expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(10);
  expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(10);
});

test('of many refused attempts ten are written at once, then one each ten seconds, with the number of the others', () => {
  let nowMs = 1_000_000;
  const lines: unknown[] = [];
  const audit = refusalAudit(
    { control: async ({ events }) => void lines.push(...events.map(({ detail }) => detail)) },
    () => nowMs,
    () => {},
  );
  const tryOften = (times: number): void => {
    for (let i = 0; i < times; i += 1) {
      audit.refused({ who: 'eve', what: 'Route', pool: '', backendId: '', reason: 'unauthenticated' });
    }
  };
  tryOften(1_000);
  expect(lines).toEqual(Array(10).fill('Route'));
  nowMs += 9_999;
  tryOften(1);
  expect(lines).toHaveLength(10);
  nowMs += 1;
  tryOften(5);
  expect(lines.slice(10)).toEqual(['Route; 991 before it were not written']);
  nowMs += 3_600_000;
  tryOften(11);
  expect(lines.slice(11)).toEqual(['Route; 4 before it were not written', ...Array(9).fill('Route')]);
});

test('a refusal that the store can not write is told to the log', async () => {
  const log: string[] = [];
  const audit = refusalAudit(
    { control: () => Promise.reject(new Error('disk full')) },
    () => 0,
    (_level, event) => log.push(event),
  );
  audit.refused({ who: 'eve', what: 'Route', pool: '', backendId: '', reason: 'unauthenticated' });
  await Promise.resolve();
  await Promise.resolve();
  expect(log).toEqual(['refused', 'refusal-not-journalled']);
});
