import { credentials, status } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadContract } from '../../proto/contract.ts';
import type { ProtoGrpcType } from '../../proto/generated/health.ts';
import { aServer, promised } from './a-server.ts';
import { refused } from './refused.ts';

const { Health } = loadContract<ProtoGrpcType>('grpc/health/v1/health.proto').grpc.health.v1;

async function aHealthClient() {
  const { server, address } = await aServer();
  const client = new Health(address, credentials.createInsecure());
  onTestFinished(() => client.close());
  return { server, client };
}

describe('health', () => {
  test.each(['', 'lb.v1.RoutingService', 'lb.v1.AdminService'])(
    'of %j follows what the daemon says',
    async (service) => {
      const { server, client } = await aHealthClient();
      const { check } = promised(client);
      expect(await check({ service })).toEqual({ status: 'SERVING' });
      server.setServing(false);
      expect(await check({ service })).toEqual({ status: 'NOT_SERVING' });
      server.setServing(true);
      expect(await check({ service })).toEqual({ status: 'SERVING' });
    },
  );

  test('of a service that is not there is not found', async () => {
    const { client } = await aHealthClient();
    expect(await refused(promised(client).check({ service: 'lb.v2.X' }))).toMatchObject({ code: status.NOT_FOUND });
  });

  test('can be watched: now, at each change and no oftener, until the stop', async () => {
    const { server, client } = await aHealthClient();
    const seen: string[] = [];
    const watch = client.watch({ service: 'lb.v1.RoutingService' });
    const ended = new Promise((resolve) => watch.once('status', resolve));
    const next = () => new Promise<void>((resolve) => watch.once('data', () => resolve()));
    watch.on('data', (response) => seen.push(response.status));

    await next();
    server.setServing(true);
    server.setServing(false);
    await next();
    await server.stop(60_000);

    expect(await ended).toMatchObject({ code: status.OK });
    expect(seen).toEqual(['SERVING', 'NOT_SERVING']);
  });

  test('of a service that is not there can be watched, and is unknown', async () => {
    const { client } = await aHealthClient();
    const watch = client.watch({ service: 'lb.v2.X' });
    watch.on('error', () => {});
    const first = await new Promise((resolve) => watch.once('data', resolve));
    watch.cancel();
    expect(first).toEqual({ status: 'SERVICE_UNKNOWN' });
  });
});
