import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultAffinity } from '../../daemon/core/affinity-settings.ts';
import { type ABackend, aBackend } from './a-backend.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backends: ABackend[] = [];
let gateway: AGateway | undefined;

afterEach(async () => {
  await gateway?.stop();
  for (const backend of backends) await backend.kill();
  backends = [];
});

/** As MCP over streamable HTTP has it: the first POST makes a session, an unknown one is 404, DELETE ends it. */
function mcpServer(id: string): RequestListener {
  const sessions = new Set<string>();
  return (request, response) => {
    request.resume();
    response.setHeader('x-server', id);
    response.setHeader('x-lb-labels', 'tool=search');
    let session = request.headers['mcp-session-id'];
    if (session === undefined) {
      session = randomUUID();
      sessions.add(session);
      response.setHeader('mcp-session-id', session);
    }
    if (typeof session !== 'string' || !sessions.has(session)) response.statusCode = 404;
    else if (request.method === 'DELETE') sessions.delete(session);
    response.end('{}');
  };
}

async function aLearningGateway() {
  backends = await Promise.all(['api-1', 'api-2', 'api-3'].map((id) => aBackend(id, mcpServer(id))));
  const affinity = {
    ...defaultAffinity,
    mode: 'learned',
    keySources: ['header:mcp-session-id'],
    labelsFrom: 'response-header:X-LB-Labels',
  } as const;
  gateway = await aGateway({ backends: backends.map(({ id, address }) => ({ id, address })), pool: { affinity } });
  return gateway;
}

async function ask(url: string, session?: string, method = 'POST') {
  const headers = { connection: 'close', ...(session !== undefined && { 'mcp-session-id': session }) };
  const response = await fetch(`${url}/mcp`, { method, headers });
  await response.text();
  return { status: response.status, server: response.headers.get('x-server'), headers: response.headers };
}

describe('an MCP session through the gateway', () => {
  test('stays with the server that made it, until it is deleted', async () => {
    const { url, engine } = await aLearningGateway();
    const clients = await Promise.all(Array.from({ length: 6 }, () => ask(url)));
    expect(new Set(clients.map(({ server }) => server)).size).toBe(3);
    for (const { headers, server } of clients) {
      const id = headers.get('mcp-session-id')!;
      for (let i = 0; i < 3; i += 1) expect(await ask(url, id)).toMatchObject({ status: 200, server });
    }
    expect(clients[0]?.headers.get('x-lb-labels')).toBeNull();
    expect(clients[0]?.headers.get('set-cookie')).toBeNull();
    const id = clients[0]!.headers.get('mcp-session-id')!;
    expect((await engine.sessions.get('default', id)).labels).toEqual({ tool: 'search' });
    expect(await ask(url, id, 'DELETE')).toMatchObject({ status: 200 });
    expect(engine.table.size).toBe(5);
    expect(await ask(url, id)).toMatchObject({ status: 404, server: null });
  });

  test('is 404 when its server is gone, and never asks another one', async () => {
    const { url, engine } = await aLearningGateway();
    const { headers, server } = await ask(url);
    await backends.find(({ id }) => id === server)!.kill();
    expect(await ask(url, headers.get('mcp-session-id')!)).toMatchObject({ status: 404, server: null });
    expect(engine.table.size).toBe(0);
    expect(await ask(url)).toMatchObject({ status: 200 });
  });
});
