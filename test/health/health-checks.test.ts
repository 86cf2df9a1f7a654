import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { anEngine, operator } from '../support/an-engine.ts';
import { aHealthRoom, aProbe, backendOf, setBackend } from './a-health-room.ts';
import { anHttpServer, aServerThatSays, aTcpServer, nobody, until } from './servers.ts';

/** A backend whose answer is set from outside. */
async function aBackendServer() {
  const state = { status: 200, headers: {} as Record<string, string>, asked: 0 };
  const answer: RequestListener = (_request, response) => {
    state.asked += 1;
    response.writeHead(state.status, state.headers).end();
  };
  const server = await anHttpServer(answer);
  return { state, server, probed: { id: 'web-1', address: server.address, probe: aProbe('http') } };
}

describe('a probed backend', () => {
  test('is healthy with its first good answer, falls after three bad ones, and rises after two good ones', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    const seen: string[] = [];
    for (const status of [200, 503, 503, 200, 503, 503, 503, 503, 200, 200]) {
      state.status = status;
      await room.look();
      seen.push(backendOf(engine).health);
    }
    expect(seen).toEqual([...Array(6).fill('healthy'), ...Array(3).fill('unhealthy'), 'healthy']);
    const flips = (await engine.store.events({ afterSequence: 0, limit: 100, tail: false, kinds: ['health-changed'] }))
      .lines;
    expect(flips.map(({ detail, reason }) => [detail, reason])).toEqual([
      ['healthy', 'http: / answered 200'],
      ['unhealthy', 'http: / answered 503, and 200-399 is wanted'],
      ['healthy', 'http: / answered 200'],
    ]);
  });

  test('is looked at five times as often while its health is changing', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look(2);
    state.status = 503;
    await room.look(4);
    state.status = 200;
    await room.look(2);
    const [first, spread, ...others] = room.pausesMs;
    expect([first, spread]).toEqual([0, 2_750]);
    expect(others).toEqual([5_000, 1_000, 1_000, 5_000, 5_000, 1_000, 5_000]);
  });

  test('loses its new sessions, and its old ones at their next request, when it fails', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed, { id: 'web-2', weight: 0 }] });
    const room = aHealthRoom(engine);
    await room.look();
    await engine.route('ada');
    await setBackend(engine, { weight: 1 }, 'web-2');
    state.status = 500;
    await room.look(3);
    expect(await engine.route('ada')).toMatchObject({
      outcome: 'moved',
      reason: 'backend-unhealthy',
      backendId: 'web-2',
    });
  });

  test('begins no new count when its weight changes, and a new one when its address does', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look();
    state.status = 503;
    await room.look(2);
    await setBackend(engine, { weight: 7 });
    await room.look();
    expect(backendOf(engine).health).toBe('unhealthy');

    const other = await aBackendServer();
    await setBackend(engine, { address: other.server.address });
    expect(backendOf(engine)).toMatchObject({ health: 'unknown', healthReason: 'not seen yet' });
    await room.look();
    expect(other.state.asked).toBe(1);
    expect(backendOf(engine).health).toBe('healthy');
  });

  test('is not judged by an answer that came after its address changed', async () => {
    let answer = () => {};
    const slow = await anHttpServer((_request, response) => {
      answer = () => void response.writeHead(503, { 'X-LB-Instance': 'old' }).end();
    });
    const fast = await aBackendServer();
    fast.state.headers = { 'X-LB-Instance': 'new' };
    const probe = aProbe('http', { fall: 1 });
    const engine = await anEngine({ backends: [{ id: 'web-1', address: slow.address, probe }] });
    const room = aHealthRoom(engine);
    engine.clock.advance(0);
    await until(() => slow.connections() === 1);
    await setBackend(engine, { address: fast.server.address });
    await until(() => slow.open.size === 0);
    answer();
    await room.look();
    expect(backendOf(engine)).toMatchObject({ health: 'healthy', instance: 'new', incarnation: 2 });
  });

  test('is not judged by a verdict that waited while its address changed', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    const before = backendOf(engine).settings.address;
    const change = setBackend(engine, { address: 'elsewhere.test:80' });
    const isMeant = ({ row }: { row: { settings: { address: string } } }) => row.settings.address === before;
    await Promise.all([
      change,
      engine.verdicts.setHealth('default', 'web-1', 'unhealthy', 'late', isMeant),
      engine.verdicts.setInstance('default', 'web-1', 'late', isMeant),
    ]);
    expect(backendOf(engine)).toMatchObject({ health: 'unknown', instance: '' });
  });

  test('is let alone when it is removed', async () => {
    const { state, server, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look(2);
    await engine.backends.delete('default', 'web-1', { etag: '', force: false }, operator);
    engine.clock.advance(60_000);
    await until(() => server.open.size === 0);
    expect(state.asked).toBe(2);
    expect(room.log).toEqual([]);
  });

  test('that was unhealthy is unknown again when nobody is to probe it any more', async () => {
    const { state, probed } = await aBackendServer();
    state.status = 500;
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look(3);
    expect(backendOf(engine).health).toBe('unhealthy');
    await setBackend(engine, { probe: aProbe('none') });
    await until(() => backendOf(engine).health === 'unknown');
    expect(backendOf(engine).healthReason).toBe('not probed any more');
  });

  test('that traffic ejected does not come back by good probes before its time', async () => {
    const { probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed, 'web-2'], pool: { ejectForMs: 20_000, breakAfterMs: 60_000 } });
    const room = aHealthRoom(engine);
    await room.look();
    const report = { pool: 'default', backendId: 'web-1', successes: 0, failures: 5, reporter: 'gw-1' };
    const ejectedMs = engine.clock.now();
    await engine.outcomes.report({ ...report, inFlight: undefined, instance: '', sessionId: '' });
    while (engine.clock.now() < ejectedMs + 20_000) {
      expect(backendOf(engine).health).toBe('unhealthy');
      await room.look();
    }
    expect(engine.clock.now()).toBe(ejectedMs + 20_000);
    expect(backendOf(engine).health).toBe('healthy');
  });
});

describe('a process behind a backend', () => {
  test('that is another one than before has lost its sessions, and those that come keep theirs', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    state.headers = { 'X-LB-Instance': 'boot-1' };
    await room.look();
    await engine.route('ada');
    await room.look(2);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', generation: 1 });

    state.headers = { 'X-LB-Instance': 'boot-2' };
    await room.look();
    expect(backendOf(engine)).toMatchObject({ instance: 'boot-2', sessionCount: 0 });
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-restarted', generation: 2 });
    await room.look(2);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', generation: 2 });
  });

  test('that came back empty before anybody noticed revives no session: the restart is told before the recovery', async () => {
    const { state, probed } = await aBackendServer();
    state.headers = { 'X-LB-Instance': 'boot-1' };
    const engine = await anEngine({ backends: [{ ...probed, probe: aProbe('http', { rise: 1, fall: 1 }) }] });
    const room = aHealthRoom(engine);
    await room.look();
    await engine.route('ada');
    state.status = 503;
    await room.look();
    state.status = 200;
    state.headers = { 'X-LB-Instance': 'boot-2' };
    await room.look();
    expect(backendOf(engine).health).toBe('healthy');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-restarted' });
    const { lines } = await engine.store.events({
      afterSequence: 0,
      limit: 100,
      tail: false,
      kinds: ['broken', 'health-changed'],
    });
    expect(lines.slice(-2).map(({ kind }) => kind)).toEqual(['broken', 'health-changed']);
  });

  test('keeps its sessions through a restart where the pool says that it keeps its state elsewhere', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed], pool: { onRestart: 'keep' } });
    const room = aHealthRoom(engine);
    state.headers = { 'X-LB-Instance': 'boot-1' };
    await room.look();
    await engine.route('ada');
    state.headers = { 'X-LB-Instance': 'boot-2' };
    await room.look();
    expect(backendOf(engine).instance).toBe('boot-2');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
  });
});

describe('what a backend says of itself', () => {
  test('by its agent port sets its share, its limit, and whether it takes sessions', async () => {
    let line = '50% maxconn:3\n';
    const agent = await aTcpServer((socket) => void socket.write(line));
    const probe = aProbe('none', { agentPort: agent.port });
    const engine = await anEngine({ backends: [{ id: 'web-1', address: '127.0.0.1:9', probe }] });
    const room = aHealthRoom(engine);
    await room.look();
    expect(backendOf(engine)).toMatchObject({ effectiveWeightPercent: 50, health: 'unknown' });
    expect(engine.registry.member('default', 'web-1').sessionLimit).toBe(3);

    line = 'drain\n';
    await room.look();
    await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'no-eligible-backend' });
    expect(backendOf(engine).notEligibleBecause).toBe('it says of itself that it takes none');

    line = 'ready 100%\n';
    await room.look();
    expect(await engine.route('ada')).toMatchObject({ outcome: 'assigned' });
  });

  test('in a header of the answer counts as well; a body is never read for it', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    state.headers = { 'X-LB-Agent': '25%' };
    await room.look();
    expect(backendOf(engine)).toMatchObject({ effectiveWeightPercent: 25, health: 'healthy' });
  });

  test('as down makes it unhealthy at once with its reason, and good probes do not outvote it', async () => {
    const { state, probed } = await aBackendServer();
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look();
    state.headers = { 'X-LB-Agent': 'fail#the disk is full' };
    await room.look(4);
    expect(backendOf(engine)).toMatchObject({
      health: 'unhealthy',
      healthReason: 'it says of itself: the disk is full',
    });
    state.headers = { 'X-LB-Agent': 'up' };
    await room.look();
    expect(backendOf(engine).health).toBe('healthy');
  });

  test('as up does not outvote bad probes', async () => {
    const { state, probed } = await aBackendServer();
    state.status = 500;
    state.headers = { 'X-LB-Agent': 'up' };
    const engine = await anEngine({ backends: [probed] });
    const room = aHealthRoom(engine);
    await room.look(5);
    expect(backendOf(engine).health).toBe('unhealthy');
  });

  test('stands while its agent is silent, and is forgotten with its agent', async () => {
    const agent = await aServerThatSays('drain\n');
    const probe = aProbe('none', { agentPort: agent.port });
    const engine = await anEngine({ backends: [{ id: 'web-1', address: '127.0.0.1:9', probe }] });
    const room = aHealthRoom(engine);
    await room.look();
    await agent.close();
    await room.look(3);
    expect(backendOf(engine).notEligibleBecause).not.toBe('');
    await setBackend(engine, { probe: { ...probe, intervalMs: 1_000 } });
    expect(backendOf(engine).notEligibleBecause).not.toBe('');
    await setBackend(engine, { probe: aProbe('none') });
    expect(backendOf(engine).notEligibleBecause).toBe('');
  });

  test('is passed over where it means nothing, and that is told once', async () => {
    const agent = await aServerThatSays('\u0007<html>oops,60%\n');
    const probe = aProbe('none', { agentPort: agent.port });
    const engine = await anEngine({ backends: [{ id: 'web-1', address: '127.0.0.1:9', probe }] });
    const room = aHealthRoom(engine);
    await room.look(3);
    expect(backendOf(engine).effectiveWeightPercent).toBe(60);
    expect(room.log).toEqual([
      {
        event: 'agent-line-not-understood',
        fields: expect.objectContaining({ pool: 'default', backend: 'web-1', line: '<html>oops,60%' }),
      },
    ]);
  });
});

describe('the first round', () => {
  test('is over at once where nobody is probed', async () => {
    expect(aHealthRoom(await anEngine({ backends: ['web-1'] })).isReady()).toBe(true);
  });

  test('is over when each backend was seen once, well or not', async () => {
    const { probed } = await aBackendServer();
    const gone = { id: 'web-2', address: await nobody(), probe: aProbe('tcp') };
    const engine = await anEngine({ backends: [probed, gone] });
    const room = aHealthRoom(engine);
    engine.clock.advance(0);
    await until(() => backendOf(engine).health === 'healthy');
    expect(room.isReady()).toBe(false);
    engine.clock.advance(1);
    await until(room.isReady);
  });

  test('does not wait for one that does not answer for longer than ten seconds, nor for one that is removed', async () => {
    const silent = await aTcpServer(() => {});
    const probe = aProbe('http', { timeoutMs: 60_000 });
    for (const end of ['time', 'removal']) {
      const engine = await anEngine({ backends: [{ id: 'web-1', address: silent.address, probe }] });
      const room = aHealthRoom(engine);
      engine.clock.advance(9_999);
      expect(room.isReady()).toBe(false);
      if (end === 'time') engine.clock.advance(1);
      else await engine.backends.delete('default', 'web-1', { etag: '', force: false }, operator);
      expect(room.isReady()).toBe(true);
    }
  });
});

describe('a stop', () => {
  test('calls off every look, leaves no socket and no alarm, and says nothing more', async () => {
    const silent = await aTcpServer(() => {});
    const kinds = ['http', 'tcp', 'grpc'] as const;
    const backends = kinds.map((kind) => ({
      id: kind,
      address: silent.address,
      probe: aProbe(kind, { agentPort: silent.port }),
    }));
    const engine = await anEngine({ backends });
    const room = aHealthRoom(engine);
    engine.clock.advance(5);
    await until(() => silent.open.size >= 4);
    room.checks.stop();
    await until(() => silent.open.size === 0);
    const connections = silent.connections();
    const pauses = room.pausesMs.length;
    engine.clock.advance(3_600_000);
    await setBackend(engine, { probe: aProbe('tcp') }, 'http');
    expect([silent.connections(), room.pausesMs.length, room.log, room.isReady()]).toEqual([
      connections,
      pauses,
      [],
      false,
    ]);
  });
});
