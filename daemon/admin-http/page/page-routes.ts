import { LbError } from '../../core/errors.ts';
import { auditTarget } from '../../principals/audit-target.ts';
import type { PageAccess } from '../../principals/page-access.ts';
import { type MethodName, roleOfMethod } from '../../principals/permissions.ts';
import { mustBeAllowed, type Principal } from '../../principals/principal.ts';
import type { RefusalAudit } from '../../principals/refusal-audit.ts';
import { covers } from '../../principals/role.ts';
import type { Violations } from '../../routing/violations.ts';
import type { AdminExchange, AdminRoute } from '../admin-route.ts';
import { type ChangeParts, cordon, drain, expire, uncordon, undrain } from './changes.ts';
import { bodyFields, type Fields, queryFields } from './fields.ts';
import { LiveHub, type LiveParts, mostReaders } from './live-hub.ts';
import { LoadHistory } from './load-history.ts';
import { pageFileRoutes } from './page-files.ts';
import { answerJson, answerProblem, type ProblemLog, Refused } from './problem.ts';
import { securityHeaders } from './security-headers.ts';
import { type SessionReadParts, searchSessions, showSession } from './session-reads.ts';

export interface PageParts extends LiveParts, ChangeParts, SessionReadParts {
  readonly violations: Violations;
  readonly access: PageAccess;
  readonly audit: RefusalAudit;
  readonly log: ProblemLog;
}

/** The operator's page: its files, and what it asks of lbd. Its API is the page's own; programs have gRPC. */
export interface OperatorPage {
  readonly routes: readonly AdminRoute[];
  stop(): void;
}

const mostViolations = 100;
/** Lines in the chart. */
const mostSeries = 12;

export function operatorPage(parts: PageParts): OperatorPage {
  const hub = new LiveHub(parts);
  const history = new LoadHistory(parts.registry, parts.clock, (atMs) => hub.tell('sample', { atMs }));
  history.start();
  parts.access.onTokensChanged(() => hub.letRevokedGo());

  const reads: Readonly<Record<string, readonly [MethodName, Read]>> = {
    load: ['ListBackends', (fields) => history.ofPool(fields.text('pool', 63), mostSeries)],
    search: ['ListSessions', (fields, signal) => searchSessions(parts, fields, signal)],
    session: ['GetSession', (fields) => showSession(parts, fields)],
    violations: ['ListViolations', () => ({ violations: parts.violations.list('', mostViolations) })],
  };
  const changes: Readonly<Record<string, readonly [MethodName, Change]>> = {
    drain: ['DrainBackend', drain],
    undrain: ['UndrainBackend', undrain],
    cordon: ['CordonBackend', cordon],
    uncordon: ['UncordonBackend', uncordon],
    expire: ['ExpireNow', expire],
  };

  const routes: AdminRoute[] = [
    ...pageFileRoutes(),
    api(parts, 'GET', 'stream', async ({ request, response, signal }) => {
      const caller = parts.access.callerOf(request);
      mustBeAllowed(caller, 'Watch');
      if (hub.isFull) {
        const problem = `${mostReaders} pages look at this lbd already; close one of them`;
        throw new Refused(503, 'TOO_MANY_READERS', problem);
      }
      for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
      await hub.serve(request, response, signal, () => parts.access.stillHolds(caller));
    }),
    api(parts, 'GET', 'me', ({ request, response }) => {
      answerJson(response, 200, { ...describe(parts.access.callerOf(request)), takesTokens: parts.access.takesTokens });
    }),
    api(parts, 'POST', 'login', async ({ request, response }) => {
      const token = (await bodyFields(request)).text('token', 1_024);
      const { principal, setCookie } = parts.access.login(request, token);
      answerJson(response, 200, describe(principal), { 'set-cookie': setCookie });
    }),
    api(parts, 'POST', 'logout', ({ request, response }) => {
      answerJson(response, 200, {}, { 'set-cookie': parts.access.logout(request) });
    }),
    ...Object.entries(reads).map(([name, [method, read]]) =>
      api(parts, 'GET', name, async ({ request, response, url, signal }) => {
        mustBeAllowed(parts.access.callerOf(request), method);
        answerJson(response, 200, await read(queryFields(url), signal));
      }),
    ),
    ...Object.entries(changes).map(([name, [method, change]]) =>
      api(parts, 'POST', name, async ({ request, response, signal }) => {
        const caller = parts.access.callerOf(request);
        mustBeAllowed(caller, method);
        const fields = await bodyFields(request);
        try {
          answerJson(response, 200, await change(parts, fields, caller.name, signal));
        } catch (error) {
          tellFailure(parts.audit, error, fields, caller.name, name);
          throw error;
        }
      }),
    ),
  ];
  return { routes, stop: () => history.stop() };
}

type Read = (fields: Fields, signal: AbortSignal) => unknown;
type Change = (parts: ChangeParts, fields: Fields, who: string, signal: AbortSignal) => Promise<unknown>;

/** What it throws is told to who asked; a change that somebody may not make is told to the journal, too. */
function api(
  { log, audit }: PageParts,
  method: 'GET' | 'POST',
  name: string,
  work: (exchange: AdminExchange) => void | Promise<void>,
): AdminRoute {
  return {
    method,
    path: `/api/${name}`,
    async answer(exchange) {
      try {
        await work(exchange);
      } catch (error) {
        answerProblem(exchange.response, error, log);
        if (method === 'POST') tellRefusal(audit, error, exchange, name);
      }
    },
  };
}

function tellRefusal(audit: RefusalAudit, error: unknown, { request }: AdminExchange, name: string): void {
  if (!(error instanceof LbError)) return;
  const { kind, metadata } = error;
  if (kind !== 'unauthenticated' && kind !== 'permission-denied') return;
  const who = metadata.principal ?? `tcp:${request.socket.remoteAddress ?? 'gone'}`;
  audit.refused({ who, what: `page: ${name}`, pool: '', backendId: '', reason: kind });
}

/** Somebody who may make a change, and whose change was not made. */
function tellFailure(audit: RefusalAudit, error: unknown, fields: Fields, who: string, name: string): void {
  const result = error instanceof LbError ? error.kind.toUpperCase().replaceAll('-', '_') : 'INTERNAL';
  const legal = (field: string, mostBytes: number): string => {
    try {
      return fields.text(field, mostBytes);
    } catch {
      return '';
    }
  };
  const target = auditTarget({ pool: legal('pool', 63), backend_id: legal('id', 63) });
  audit.failed({ who, what: `page: ${name}`, ...target, reason: legal('reason', 256), result });
}

function describe({ name, role }: Principal) {
  const may = (Object.keys(roleOfMethod) as MethodName[]).filter((method) => covers(role, roleOfMethod[method]));
  return { name, role, may, isSignedIn: name !== 'anyone' };
}
