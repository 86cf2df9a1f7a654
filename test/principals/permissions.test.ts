import { describe, expect, test } from 'vitest';
import { type MethodName, roleOfMethod } from '../../daemon/principals/permissions.ts';
import { mustBeAllowed } from '../../daemon/principals/principal.ts';
import { covers, roles } from '../../daemon/principals/role.ts';

test('roles include each other along two ladders that meet at the operator', () => {
  const covered = roles.map((held) => [held, roles.filter((needed) => covers(held, needed))]);
  expect(Object.fromEntries(covered)).toEqual({
    viewer: ['viewer'],
    router: ['router'],
    operator: ['viewer', 'router', 'operator'],
    admin: ['viewer', 'router', 'operator', 'admin'],
  });
});

describe.each(roles)('%s', (role) => {
  test.each(Object.entries(roleOfMethod))('is told about %s what its role allows', (method, needed) => {
    const ask = () => mustBeAllowed({ name: 'ada', role }, method as MethodName);
    if (covers(role, needed)) expect(ask).not.toThrow();
    else expect(ask).toThrow(`${method} needs the role ${needed}, and "ada" has ${role}`);
  });
});
