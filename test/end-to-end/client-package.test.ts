import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { aDaemon, ask } from '../support/a-daemon.ts';
import { root } from '../support/source-tree.ts';

const program = `
  import { connect, LbdError } from 'lbctl/client';
  const client = connect({ address: process.argv[1] });
  const ids = Array.from({ length: 500 }, (_, i) => 's' + i);
  const routed = await Promise.all(ids.map((session_id) => client.route({ session_id })));
  const again = await Promise.all(ids.map((session_id) => client.route({ session_id })));
  const error = await client.route({ pool: 'blue' }).catch((error) => error);
  client.close();
  console.log(JSON.stringify({
    outcomes: [...new Set(routed.map(({ outcome }) => outcome)), ...new Set(again.map(({ outcome }) => outcome))],
    atHome: again.every(({ backend }, i) => backend.id === routed[i].backend.id),
    error: [error instanceof LbdError, error.code, error.reason],
  }));
`;

test('a program finds the built client as lbctl/client, and ends when it has closed it', async () => {
  const lbd = await aDaemon();
  onTestFinished(() => lbd.stop());
  for (const id of ['api-1', 'api-2']) {
    await ask(lbd.admin, lbd.admin.createBackend, { backend: { id, address: `${id}:80` } });
  }
  const args = ['--input-type=module', '--eval', program, lbd.address];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(JSON.parse(stdout)).toEqual({
    outcomes: ['OUTCOME_ASSIGNED', 'OUTCOME_KEPT'],
    atHome: true,
    error: [true, 'NOT_FOUND', 'POOL_NOT_FOUND'],
  });
});

test('a program finds the contract as lbctl/proto', () => {
  const found = createRequire(`${root}/package.json`).resolve('lbctl/proto/lb/v1/routing.proto');
  expect(existsSync(found)).toBe(true);
});
