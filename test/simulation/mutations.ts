import { fault, type Mutation } from './mutation.ts';

/** Faults in routing, leases and what is durable. */
export const mutations: readonly Mutation[] = [
  {
    name: 'a backend keeps the sessions that it let go',
    faults: [fault('core/member', 'return incarnation >= this.#row.keptFrom;', 'return true;')],
    breaks: ['I3', 'counts'],
  },
  {
    name: 'a backend that is removed and added again has its old sessions back',
    faults: [fault('backends/backend-administration', 'grave.incarnation + 1', 'grave.incarnation')],
    breaks: ['backend'],
  },
  {
    name: 'a drain does not begin a new incarnation',
    faults: [fault('core/drain', "...broken(begun, 'backend-drained')", '...begun')],
    breaks: ['backend'],
  },
  {
    name: 'a session is routed to an unhealthy home',
    faults: [fault('core/affinity', "row.health === 'unhealthy' && !ignoresHealth ? 'away' : 'kept'", "'kept'")],
    breaks: ['I3'],
  },
  {
    name: 'a claim is acknowledged though its backend left meanwhile',
    faults: [
      fault(
        'routing/routing',
        "if (standing(target, row.incarnation, isPinned, request.pool.ignoresHealth) !== 'kept')",
        'if (false)',
      ),
    ],
    breaks: ['I3'],
  },
  {
    name: 'a new session is promised to a backend that is about to leave',
    faults: [fault('core/eligibility', '!member.leaving', 'true')],
    breaks: ['I3', 'refusal'],
  },
  {
    name: 'a claim is acknowledged before it is durable',
    faults: [
      fault('routing/settlement', 'const written = this.#store.claim({', 'void this.#store.claim({'),
      fault(
        'routing/settlement',
        'return this.#track(claim, written.then(',
        'return this.#track(claim, Promise.resolve(row).then(',
      ),
    ],
    breaks: ['durable', 'table', 'I1'],
  },
  {
    name: 'a slot is free before its delete is durable',
    faults: [
      fault(
        'core/router',
        'this.inFlight.addToSlot(slot, end);',
        'this.inFlight.addToSlot(slot, end);\n        this.table.release(slot);',
      ),
    ],
    breaks: ['slots', 'table', 'I5'],
  },
  {
    name: 'a claim in doubt is taken for a failure',
    faults: [fault('routing/settlement', 'return this.#settleLater(claim, error);', 'void 0;')],
    breaks: ['table', 'slots', 'one change'],
  },
  {
    name: 'a change of a backend in doubt is never applied',
    faults: [fault('backends/backend-changes', 'if (error instanceof UnknownOutcome)', 'if (false)')],
    breaks: ['table', 'backend', 'I3', 'refusal'],
  },
  {
    name: 'a failed claim keeps its reservation',
    faults: [
      fault(
        'core/router',
        'this.#unreserve(claim);\n        if (this.table.records.has(slot, flag.live))',
        'if (this.table.records.has(slot, flag.live))',
      ),
    ],
    breaks: ['no trace', 'refusal'],
  },
  {
    name: 'a failed claim keeps its slot',
    faults: [
      fault(
        'core/router',
        'this.inFlight.removeFromKey(key);\n            this.table.release(slot);',
        'this.inFlight.removeFromKey(key);',
      ),
    ],
    breaks: ['no trace', 'refusal'],
  },
  {
    name: 'who joined a claim that failed is told that the session is kept',
    faults: [
      fault(
        'routing/routing',
        'await this.#waitFor(decision.pending);',
        `const { row, target } = decision.pending;
                try { await this.#waitFor(decision.pending); }
                catch { return { sessionId: wish.sessionId, backendId: target?.row.id, pool: wish.pool, outcome: 'kept', generation: row?.generation }; }`,
      ),
    ],
    breaks: ['durable', 'I1'],
  },
  {
    name: 'a session changes while another change of it is in flight',
    faults: [fault('core/decide', 'if (records.has(slot, flag.busy))', 'if (false)')],
    breaks: ['one change', 'one answer', 'I1'],
  },
  {
    name: 'two first requests of a session do not join',
    faults: [fault('core/decide', 'return pending === undefined ?', 'return true ?')],
    breaks: ['one change'],
  },
  {
    name: 'a move does not raise the generation',
    faults: [fault('core/router', 'records.generation(slot) + (moves ? 1 : 0)', 'records.generation(slot)')],
    breaks: ['I2'],
  },
  {
    name: 'a lapsed session that comes back keeps its serial',
    faults: [
      fault(
        'core/router',
        'serial: table.nextSerial()',
        'serial: placement.slot >= 0 ? table.records.serial(slot) : table.nextSerial()',
      ),
    ],
    breaks: ['slots'],
  },
  {
    name: 'a lapsed session is kept for another millisecond',
    faults: [
      fault('core/decide', 'expiresAtMs(table, slot, settings) <= nowMs', 'expiresAtMs(table, slot, settings) < nowMs'),
    ],
    breaks: ['lease'],
  },
  {
    name: 'a session is assigned anew a millisecond early',
    faults: [
      fault(
        'core/decide',
        'expiresAtMs(table, slot, settings) <= nowMs',
        'expiresAtMs(table, slot, settings) <= nowMs + 1',
      ),
    ],
    breaks: ['I5'],
  },
  {
    name: 'the sweeper looks a second ahead',
    faults: [fault('upkeep/sweeper', 'this.#clock.now()', 'this.#clock.now() + 1_000')],
    breaks: ['I5'],
  },
  {
    name: 'a restart forgets what a crash may have taken of a lease',
    faults: [fault('upkeep/loading', '(extensionsMs.get(row.backendNo) ?? 0)', '0')],
    breaks: ['table', 'I5', 'lease'],
  },
  {
    name: 'last-active times that could not be written are never written',
    faults: [fault('core/touch-queue', 'records.setStoredSeconds(slot, 0);', 'continue;')],
    breaks: ['touches'],
  },
  {
    name: 'a preview extends the lease',
    faults: [fault('routing/routing', 'if (!wish.validateOnly) {', 'if (true) {')],
    breaks: ['table', 'lease'],
  },
  {
    name: 'a preview forgets the maximum life',
    faults: [fault('routing/answers', 'leaseEndMs(settings, createdAtMs, nowMs, idleMs)', '(nowMs + idleMs)')],
    breaks: ['lease'],
  },
  {
    name: 'round robin does not take its turn',
    faults: [
      fault(
        'core/pool',
        'policyByName[this.settings.policy].taken?.(candidates, chosen);\n        this.#turns += 1;\n        this.reserve(chosen);',
        'this.#turns += 1;\n        this.reserve(chosen);',
      ),
    ],
    breaks: ['turns'],
  },
  {
    name: 'max_sessions counts only who is there, not who is on the way',
    faults: [fault('core/member', 'this.#kept + this.reserved', 'this.#kept')],
    breaks: ['max_sessions', 'backend'],
  },
  {
    name: 'a tombstone is forgotten while sessions refer to it',
    faults: [fault('backends/backend-changes', 'row.removed && rows === 0 && reserved === 0', 'row.removed')],
    breaks: ['backend', 'no crash'],
  },
  {
    name: 'who ends a session in doubt asks again in every turn',
    faults: [fault('sessions/sessions', 'throw doubt.reason;', 'void 0;')],
    breaks: ['hang'],
  },
];
