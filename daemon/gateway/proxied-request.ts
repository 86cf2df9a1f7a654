import type { Presented } from '../affinity/presented.ts';
import type { Answered, HttpAffinity } from '../cookies/http-affinity.ts';
import type { Member } from '../core/member.ts';
import type { PoolName } from '../core/model.ts';
import type { GatewayCounts } from '../gateway-counts.ts';
import type { Assignment } from '../routing/answers.ts';
import type { Attempt, Attempted, Carrier, Failure } from './attempt.ts';
import { type BackendAnswer, clientHeaders } from './backend-answer.ts';
import type { Backends, Line } from './backends.ts';
import type { Exchange } from './exchange.ts';
import { Failover, type FailoverParts } from './failover.ts';
import type { GatewayOptions } from './options.ts';
import { receive } from './received-request.ts';
import { badGateway, bodyTooLarge, bodyTooSlow, type Refusal, refusalOf, refuse } from './refusal.ts';
import { RequestBody } from './request-body.ts';
import type { Checked } from './request-check.ts';
import type { TrafficFindings } from './traffic-findings.ts';
import type { Watch } from './watch.ts';

export interface ProxyParts extends FailoverParts {
  readonly affinity: HttpAffinity;
  readonly backends: Backends;
  readonly findings: TrafficFindings;
  readonly counts: GatewayCounts;
  readonly options: GatewayOptions;
  readonly log: (level: 'warn', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** May be sent twice without harm. */
const idempotent: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

const ask = { maxFallbacks: 0, tried: [], mayWait: true, validateOnly: false };

/** One request of a client on its way to the backend of its session, and to the next one when that fails. */
export class ProxiedRequest implements Attempted {
  readonly requestId: string;
  readonly clientIp: string;
  readonly startedAtMs = performance.now();
  readonly watch: Watch = { place: -1, openedAtMs: 0, touchAtMs: 0, closing: undefined };
  readonly presented: Presented;
  assignment: Assignment | null = null;
  readonly #parts: ProxyParts;
  readonly #exchange: Exchange;
  readonly #checked: Checked;
  readonly #body: RequestBody | null;
  readonly #headers: string[];
  readonly #carrier: Carrier;
  readonly #onOver: (request: ProxiedRequest) => void;
  #failover: Failover | null = null;
  #line: Line | null = null;
  #attempt: Attempt | null = null;
  /** It counts among those in flight. */
  #isUnderWay = false;
  #isOver = false;
  #hadReset = false;

  constructor(
    parts: ProxyParts,
    exchange: Exchange,
    checked: Checked,
    pool: PoolName,
    carrier: Carrier,
    onOver: (request: ProxiedRequest) => void,
  ) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#checked = checked;
    this.#carrier = carrier;
    this.#onOver = onOver;
    const { requestId, clientIp, presented, headers } = receive(parts.affinity, parts.options, exchange, checked, pool);
    this.requestId = requestId;
    this.clientIp = clientIp;
    this.presented = presented;
    this.#headers = headers;
    const { body } = exchange;
    this.#body = body === null ? null : this.#bodyOf(body);
    exchange.onGone(() => this.#gone());
  }

  /** The connection is another protocol's by now. */
  get isUpgraded(): boolean {
    return this.#exchange.status === 101;
  }

  /** Its answer has begun. */
  get isAnswered(): boolean {
    return this.#exchange.status !== 0;
  }

  /** It has no end of its own: an event stream, an upgraded connection. */
  get isEndless(): boolean {
    return this.#attempt?.isEndless ?? false;
  }

  /** The backend it is at. */
  get member(): Member | undefined {
    return this.#line?.member;
  }

  /** Ends what lasts, so that its client comes again. */
  close(): void {
    this.#attempt?.close();
  }

  start(): void {
    this.#parts.budget.requested();
    try {
      const routed = this.#parts.affinity.route(this.presented, ask);
      if (!(routed instanceof Promise)) {
        this.#send(routed);
        return;
      }
      routed.then(
        (assignment) => this.#send(assignment),
        (error) => this.#refuse(this.#refusalOf(error)),
      );
    } catch (error) {
      this.#refuse(this.#refusalOf(error));
    }
  }

  answered(answer: BackendAnswer): string[] | null | Promise<string[] | null> {
    const { status, headers } = answer;
    const assignment = this.assignment!;
    const instance = headers['x-lb-instance'];
    const { affinity, findings } = this.#parts;
    findings.answered(this.#line!, status, assignment.sessionId, typeof instance === 'string' ? instance : '');
    const told = { servedBy: assignment.backendId, statusCode: status, headers };
    const failed = (error: unknown): null => {
      this.#refuse(this.#refusalOf(error));
      return null;
    };
    try {
      const answered = affinity.answered(this.presented, assignment, told);
      if (!(answered instanceof Promise)) return this.#clientHeaders(answer, answered);
      return answered.then((known) => this.#clientHeaders(answer, known), failed);
    } catch (error) {
      return failed(error);
    }
  }

  failed(failure: Failure, error: Error, isSent: boolean): void {
    const line = this.#leaveLine();
    this.#parts.counts.attemptFailed(failure);
    const { method } = this.#exchange.head;
    if (failure === 'unfit') {
      this.#refuse({ status: 400, message: 'the request can not be passed on' });
      return;
    }
    const { id: backend, pool } = line.member.row;
    this.#parts.log('warn', 'backend-failed', {
      pool,
      backend,
      failure,
      error: error.message,
      request: this.requestId,
    });
    // A connection kept open may have been closed by the backend just now: that says nothing of the backend.
    const again = failure === 'reset' && !this.#hadReset;
    if (!again) this.#parts.findings.failed(line);
    const mayRepeat = (!isSent || idempotent.has(method)) && (this.#body?.isReplayable ?? true);
    if (failure === 'silent') {
      this.#refuse({ status: 504, message: 'the backend did not answer in time' });
      return;
    }
    if (failure === 'garbled' || !mayRepeat) {
      this.#refuse(badGateway);
      return;
    }
    this.#hadReset = true;
    if (again) this.#send(this.assignment!);
    else this.#failOver();
  }

  ended(_isWhole: boolean): void {
    this.#leaveLine();
    this.#over();
  }

  #send(assignment: Assignment): void {
    if (this.#exchange.isOver || this.#isOver) {
      this.#over();
      return;
    }
    this.assignment = assignment;
    try {
      this.#dispatch(assignment);
    } catch (error) {
      this.#leaveLine();
      this.#refuse(this.#refusalOf(error));
    }
  }

  #dispatch(assignment: Assignment): void {
    const line = this.#parts.backends.lineTo(assignment);
    if (line === undefined) {
      this.#failOver(); // it was removed just now
      return;
    }
    this.#line = line;
    this.#parts.backends.begin(line);
    this.#isUnderWay = true;
    const { method } = this.#exchange.head;
    const { target } = this.#checked;
    const body = this.#body === null ? null : this.#body.attempt();
    const headers = exposes(line) ? [...this.#headers, ...exposed(assignment)] : this.#headers;
    const order = { method, target, headers, body };
    this.#attempt = this.#carrier(line, order, this.#exchange, this);
  }

  #failOver(): void {
    this.#failover ??= new Failover(this.#parts);
    const failed = this.assignment!;
    const presented = { ...this.presented, sessionId: failed.sessionId, claimedBackendId: '' };
    this.#failover.next(presented, failed).then(
      (assignment) => (assignment === null ? this.#refuse(badGateway) : this.#send(assignment)),
      (error) => {
        const refusal = this.#refusalOf(error);
        this.#refuse(refusal.status === 503 && error.kind === 'no-eligible-backend' ? badGateway : refusal);
      },
    );
  }

  #clientHeaders(answer: BackendAnswer, { assignment, setCookies, hidden }: Answered): string[] {
    this.assignment = assignment;
    const { affinity } = this.#parts;
    const { pool } = this.presented;
    const headers = clientHeaders(answer, (name, value) =>
      name === 'set-cookie'
        ? affinity.isReserved(pool, value)
        : name === 'x-request-id' || (hidden.length > 0 && hidden.includes(name)),
    );
    for (const cookie of setCookies) headers.push('set-cookie', cookie);
    headers.push('x-request-id', this.requestId);
    return headers;
  }

  #bodyOf(source: NonNullable<Exchange['body']>): RequestBody {
    return new RequestBody(
      source,
      this.#parts.options,
      () => this.#exchange.continue(),
      (failure) => {
        this.#attempt?.cancel();
        this.#refuse(failure === 'too-large' ? bodyTooLarge : bodyTooSlow);
      },
    );
  }

  #refusalOf(error: unknown): Refusal {
    const refusal = refusalOf(error);
    if (refusal.status === 500) this.#parts.log('warn', 'request-failed', { error, request: this.requestId });
    return refusal;
  }

  #refuse(refusal: Refusal): void {
    if (!this.#exchange.isOver) {
      refuse(this.#exchange, { ...refusal, headers: [...(refusal.headers ?? []), 'x-request-id', this.requestId] });
    }
    this.#over();
  }

  #gone(): void {
    this.#attempt?.cancel();
    this.#over();
  }

  #leaveLine(): Line {
    const line = this.#line!; // of what is under way there always is one
    if (this.#isUnderWay) this.#parts.backends.end(line);
    this.#isUnderWay = false;
    return line;
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#body?.drop();
    this.#onOver(this);
  }
}

function exposes({ pool }: Line): boolean {
  return pool.settings.exposeAssignment;
}

function exposed({ pool, backendId, generation }: Assignment): string[] {
  return ['x-lb-pool', pool, 'x-lb-backend', backendId, 'x-lb-generation', String(generation)];
}
