import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { roleOfMethod } from '../../daemon/principals/permissions.ts';
import { covers, type Role, roles } from '../../daemon/principals/role.ts';
import { readDescriptors } from '../../daemon/rpc/descriptors.ts';
import { healthService } from '../../daemon/rpc/health-service.ts';
import { methodRoles } from '../../daemon/rpc/method-roles.ts';
import { reflectionServices } from '../../daemon/rpc/reflection-service.ts';
import { adminService, protoRoot, routingService } from '../../proto/contract.ts';
import { aSecuredServer, someone, tokenLine } from './a-secured-server.ts';
import { aServer } from './a-server.ts';

const services = [routingService, adminService, healthService, ...reflectionServices];
const needed = methodRoles(services);
const paths = [...needed.keys()];
const tokens = roles.map((role) => tokenLine(role, role, `${role}-token`)).join('');

test('every method of the descriptor has a role, and no role is for a method that is not there', () => {
  const descriptors = readDescriptors(readFileSync(join(protoRoot, 'descriptor.binpb')));
  const served = new Set(paths.map((path) => path.slice(1, path.lastIndexOf('/'))));
  expect([...served].sort()).toEqual([...descriptors.services].sort());
  const stale = Object.keys(roleOfMethod).filter(
    (name) => !needed.has(`/lb.v1.AdminService/${name}`) && !needed.has(`/lb.v1.RoutingService/${name}`),
  );
  expect(stale).toEqual([]);
});

test('a method without a role is found when lbd starts', () => {
  const method = { ...routingService.Route, path: '/lb.v1.RoutingService/Forgotten' };
  expect(() => methodRoles([{ Forgotten: method }])).toThrow('/lb.v1.RoutingService/Forgotten has no role');
});

describe('by TCP with tokens', () => {
  const mayCall = (role: Role, path: string): boolean => {
    const need = needed.get(path)!;
    return need === 'anyone' || need === 'known' || covers(role, need);
  };

  test.each(roles)('%s may call what its role allows, and is told so of every other method', async (role) => {
    const { address } = await aSecuredServer({ tokens });
    const caller = someone(address, { token: `${role}-token` });
    for (const path of paths) {
      const { code, reason, message } = await caller.call(path);
      if (mayCall(role, path)) {
        expect([status.PERMISSION_DENIED, status.UNAUTHENTICATED], `${path}: ${message}`).not.toContain(code);
      } else {
        expect({ path, code, reason }).toEqual({ path, code: status.PERMISSION_DENIED, reason: 'PERMISSION_DENIED' });
        expect(message).toContain(`needs the role ${needed.get(path)}, and "${role}" has ${role}`);
      }
    }
  });

  test.each([
    ['without a token', {}],
    ['with a wrong token', { token: 'admin-toke' }],
    ['with an empty header', { authorization: '' }],
    ['with another scheme', { authorization: 'Basic YWRtaW4tdG9rZW4=' }],
    ['with a token too long', { token: 'x'.repeat(4_000) }],
  ])('%s nothing but the health check is answered', async (_how, comer) => {
    const { address } = await aSecuredServer({ tokens });
    const caller = someone(address, comer);
    for (const path of paths) {
      const { code, reason } = await caller.call(path);
      if (needed.get(path) === 'anyone') expect(reason).toBeUndefined();
      else expect({ path, code, reason }).toEqual({ path, code: status.UNAUTHENTICATED, reason: 'UNAUTHENTICATED' });
    }
    expect(paths.filter((path) => needed.get(path) === 'anyone')).toEqual(['/grpc.health.v1.Health/Check']);
  });

  test('an unknown method stays unknown, whoever asks', async () => {
    const { address } = await aSecuredServer({ tokens });
    expect(await someone(address, {}).call('/lb.v1.AdminService/NoSuch')).toMatchObject({ code: status.UNIMPLEMENTED });
  });

  test('a message that nobody may send is not read: its faults are not told', async () => {
    const { address } = await aSecuredServer({ tokens });
    const rubbish = Buffer.alloc(1_000_000, 0xff);
    const path = '/lb.v1.AdminService/CreateBackend';
    expect(await someone(address, {}).call(path, rubbish)).toMatchObject({ code: status.UNAUTHENTICATED });
    expect(await someone(address, { token: 'admin-token' }).call(path, rubbish)).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
  });
});

test('who may open the unix socket may do everything, whatever header he sends', async () => {
  const { address } = await aServer();
  for (const comer of [{}, { token: 'rubbish' }]) {
    const caller = someone(address, comer);
    for (const path of paths) {
      const { code } = await caller.call(path);
      expect([status.PERMISSION_DENIED, status.UNAUTHENTICATED], path).not.toContain(code);
    }
  }
});
