import { type EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { aRouteStream, aServerWithBackends } from './a-route-stream.ts';
import { refused } from './refused.ts';

type Server = Awaited<ReturnType<typeof aServerWithBackends>>['server'];

/** How often a method ended, by code. */
function ends(server: Server, method: string): Readonly<Record<string, number>> {
  const those = server.calls().filter((call) => call.method === method);
  return Object.fromEntries(those.map(({ code, count }) => [code, count]));
}

const over = (call: EventEmitter) => new Promise((resolve) => call.once('status', resolve));

describe('calls are counted', () => {
  test('by method and by how they ended', async () => {
    const { routing, admin, server } = await aServerWithBackends();
    await routing.route({ session_id: 'ada' });
    await routing.route({ session_id: 'ada' });
    await refused(routing.route({ session_id: 'ada', pool: 'nowhere' }));
    await admin.getStatus({});

    expect(ends(server, 'lb.v1.RoutingService/Route')).toEqual({ OK: 2, NOT_FOUND: 1 });
    expect(ends(server, 'lb.v1.AdminService/GetStatus')).toEqual({ OK: 1 });
    expect(ends(server, 'lb.v1.AdminService/ListPools')).toEqual({ OK: 0 });
  });

  test('a stream once, when it is over: ended, refused or left', async () => {
    const { routing, admin, rawRouting, rawAdmin, server } = await aServerWithBackends();
    const ended = aRouteStream(rawRouting);
    ended.send(1, { session_id: 'ada' });
    await ended.answer();
    ended.call.end();
    await over(ended.call);

    const wrong = rawRouting.routeStream().on('error', () => {});
    wrong.resume().write({ sequence: 1, routes: [] });
    await over(wrong);

    const left = rawAdmin.watch({}).on('error', () => {});
    const told = once(left, 'data');
    await routing.route({ session_id: 'bob' });
    await told;
    left.cancel();
    await over(left);
    await admin.getStatus({}); // on the same connection, so that the cancellation came before it

    expect(ends(server, 'lb.v1.RoutingService/RouteStream')).toEqual({ OK: 1, INVALID_ARGUMENT: 1 });
    expect(ends(server, 'lb.v1.AdminService/Watch')).toEqual({ OK: 0, CANCELLED: 1 });
  });
});
