import { hash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { operatorPage } from '../../daemon/admin-http/page/page-routes.ts';
import { accessBy } from '../../daemon/principals/access.ts';
import { httpAccess } from '../../daemon/principals/http-access.ts';
import type { FailedChange, RefusedAttempt } from '../../daemon/principals/refusal-audit.ts';
import type { Role } from '../../daemon/principals/role.ts';
import { tokensOf } from '../../daemon/principals/tokens.ts';
import type { DaemonStatus } from '../../daemon/status.ts';
import { anEngine, type EngineWishes, type TestEngine } from '../support/an-engine.ts';
import { anAdminListener } from './an-admin-listener.ts';

/** Their tokens are their names in capitals, twice. */
const people: Readonly<Record<string, Role>> = { olga: 'operator', vera: 'viewer', rolf: 'router' };
export const tokenOf = (name: string): string => `${name}-${name}`.toUpperCase();

export interface APage {
  readonly engine: TestEngine;
  readonly url: string;
  /** Stops the listener, waiting so long for what is under way. */
  stop(graceMs: number): Promise<void>;
  readonly logged: readonly string[];
  readonly refused: readonly RefusedAttempt[];
  readonly failed: readonly FailedChange[];
  /** Takes somebody's token away. */
  takeToken(name: string): void;
  read(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** As `name` by token; as nobody where that is empty. */
  change(name: string, path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer, and fails where it is another
  readonly body: any;
}

/** The page of a real engine, whose clock is turned by hand, on a real listener. */
export async function aPage(wishes: EngineWishes & { readonly openToReaders?: boolean } = {}): Promise<APage> {
  const engine = await anEngine(wishes);
  const lines = Object.entries(people).map(([name, role]) => ({ name, role, sha256: hash('sha256', tokenOf(name)) }));
  let tokens = tokensOf(lines);
  const access = accessBy({ tokens: () => tokens, certificateRoles: [] });
  const changed: (() => void)[] = [];
  const refused: RefusedAttempt[] = [];
  const failed: FailedChange[] = [];
  const now = () => engine.clock.now();
  const logged: string[] = [];
  const page = operatorPage({
    ...engine,
    status: () => statusOf(engine),
    access: {
      ...httpAccess({ access, secure: false, openToReaders: wishes.openToReaders ?? true, now }),
      takesTokens: true,
      startToken: undefined,
      stillHolds: access.stillHolds,
      onTokensChanged: (listener) => changed.push(listener),
    },
    audit: { refused: (attempt) => refused.push(attempt), failed: (change) => failed.push(change) },
    log: (_level, event) => logged.push(event),
  });
  onTestFinished(() => page.stop());
  const { url, stop } = await anAdminListener({ page: page.routes });
  return {
    engine,
    url,
    stop,
    logged,
    refused,
    failed,
    takeToken(name) {
      tokens = tokensOf(lines.filter((line) => line.name !== name));
      for (const listener of changed) listener();
    },
    read: async (path, headers = {}) => answerOf(await fetch(`${url}/${path}`, { headers })),
    async change(name, path, body, headers = {}) {
      const authorization: Record<string, string> = name === '' ? {} : { authorization: `Bearer ${tokenOf(name)}` };
      const all = { 'content-type': 'application/json', ...authorization, ...headers };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return answerOf(await fetch(`${url}/api/${path}`, { method: 'POST', headers: all, body: text }));
    },
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function statusOf({ clock, store, registry, table }: TestEngine): DaemonStatus {
  return {
    version: '0.0.0-test',
    startedAtMs: 0,
    nowMs: clock.wallNow(),
    store: { kind: store.kind, location: store.location, ...store.health() },
    pools: registry.pools.length,
    backends: [...registry.members].length,
    sessions: table.size,
    sessionLimit: 1_000,
    sequence: store.sequence(),
    loadedSessions: 0,
    listen: [],
    pid: 1,
    warnings: [],
  };
}
