import { Pool as Connections } from 'undici';
import type { Member } from '../core/member.ts';
import type { Pool } from '../core/pool.ts';
import type { Registry } from '../core/registry.ts';
import type { Assignment } from '../routing/answers.ts';

/** Named in the backends' loads beside those that report over gRPC. */
const reporter = 'gateway';
/** Rather than have more connections to one backend, requests wait for one. */
const maxConnections = 1_024;
/** Below what servers keep idle connections for: a request must not meet one that is just being closed. */
const idleConnectionMs = 4_000;
const longestIdleConnectionMs = 60_000;

/** A backend as the gateway sees it: the way to it, and what is under way there. */
export interface Line {
  readonly pool: Pool;
  readonly member: Member;
  readonly address: string;
  readonly connections: Connections;
  inFlight: number;
  /** Failures that were reported and are not made good yet. */
  failures: number;
  /** The session whose request the backend failed last: it counts once in a row. */
  failedSession: string;
}

export interface BackendsParts {
  readonly registry: Registry;
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
}

/** Ways to the backends, made when they are first needed. */
export class Backends {
  readonly #parts: BackendsParts;
  readonly #lines = new Map<Member, Line>();

  constructor(parts: BackendsParts) {
    this.#parts = parts;
  }

  /** Undefined when the backend is gone. */
  lineTo({ pool: name, backendId, address }: Assignment): Line | undefined {
    const pool = this.#parts.registry.findPool(name);
    const member = pool?.member(backendId);
    if (pool === undefined || member === undefined) return undefined;
    const known = this.#lines.get(member);
    if (known !== undefined && known.address === address) return known;
    if (known !== undefined) close(known);
    const connections = new Connections(`http://${address}`, {
      connections: maxConnections,
      pipelining: 1,
      connect: { timeout: this.#parts.connectTimeoutMs, keepAlive: true },
      headersTimeout: this.#parts.answerTimeoutMs,
      bodyTimeout: 0, // an event stream may be silent for long
      keepAliveTimeout: idleConnectionMs,
      keepAliveMaxTimeout: longestIdleConnectionMs,
    });
    const line = { pool, member, address, connections, inFlight: known?.inFlight ?? 0, failures: 0, failedSession: '' };
    this.#lines.set(member, line);
    return line;
  }

  begin(line: Line): void {
    line.inFlight += 1;
    line.member.report(reporter, line.inFlight);
  }

  end(line: Line): void {
    line.inFlight -= 1;
    line.member.report(reporter, line.inFlight);
  }

  /** Backends that have gone are let go; new ones have nothing under way, which `least_connections` is to know. */
  tidy(): void {
    const { registry } = this.#parts;
    for (const [member, line] of this.#lines) {
      if (!member.row.removed && registry.findPool(member.row.pool)?.member(member.row.id) === member) continue;
      this.#lines.delete(member);
      close(line);
    }
    for (const member of registry.members) {
      if (!member.row.removed && member.connections === undefined) member.report(reporter, 0);
    }
  }

  async stop(): Promise<void> {
    const lines = [...this.#lines.values()];
    this.#lines.clear();
    for (const { member } of lines) member.report(reporter, undefined);
    await Promise.all(lines.map(({ connections }) => connections.destroy().catch(() => undefined)));
  }
}

/** What is under way ends in peace. */
function close({ connections }: Line): void {
  connections.close().catch(() => undefined);
}
