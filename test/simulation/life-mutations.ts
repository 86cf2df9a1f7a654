import { fault, type Mutation } from './mutation.ts';

/** Faults in the life of a session: outages, holds, drains, moves, evictions, and what is told of them. */
export const lifeMutations: readonly Mutation[] = [
  {
    name: 'who is held is not woken when the home is back',
    faults: [fault('backends/backend-changes', 'this.#holds.wake(member);', 'void 0;')],
    breaks: ['hang'],
  },
  {
    name: 'who is held is not woken when the session moved away',
    faults: [fault('routing/settlement', 'this.#holds.wakeSession(claim.row.slot);', '')],
    breaks: ['hang'],
  },
  {
    name: 'backends are written off in a mass failure',
    faults: [fault('backends/health-verdicts', 'pool.isInPanic || ', '')],
    breaks: ['backend'],
  },
  {
    name: 'a backend is written off although nobody else could take its sessions',
    faults: [fault('backends/health-verdicts', ' || pool.eligible().length === 0', '')],
    breaks: ['backend'],
  },
  {
    name: 'a blink is written off',
    faults: [fault('backends/health-verdicts', '- sinceMs >= breakAfterMs', '- sinceMs >= 0')],
    breaks: ['backend'],
  },
  {
    name: 'an outage is never written off',
    faults: [fault('backends/health-verdicts', 'if (this.#isLost(member)) {', 'if (false) {')],
    breaks: ['write-off'],
  },
  {
    name: 'a backend that was out for too long has its sessions back',
    faults: [fault('backends/health-verdicts', "health === 'healthy' && !this.#wasEjected(member)", 'false')],
    breaks: ['backend'],
  },
  {
    name: 'another process behind a backend has the sessions of the one before',
    faults: [fault('core/health', "known ? broken(backend, 'backend-restarted') : backend", 'backend')],
    breaks: ['backend'],
  },
  {
    name: 'an ejection never ends',
    faults: [fault('routing/outcomes', 'clock.after(forMs,', 'clock.after(1e15,')],
    breaks: ['ejection'],
  },
  {
    name: 'in panic sessions bounce between unhealthy homes',
    faults: [fault('core/affinity', " && !ignoresHealth ? 'away'", " ? 'away'")],
    breaks: ['I2', 'I3', 'refusal', 'reaction', 'hang'],
  },
  {
    name: 'a pool that refuses moves all the same',
    faults: [fault('core/decide', "if (reaction === 'refuse')", 'if (false)')],
    breaks: ['reaction'],
  },
  {
    name: 'a pool that holds moves at once',
    faults: [fault('core/decide', "reaction === 'hold' && !afterHold", 'false')],
    breaks: ['reaction'],
  },
  {
    name: 'the idle deadline of a drain is ignored',
    faults: [fault('core/decide', '(isPinned || !isIdleOut(core, slot, home, nowMs))', 'true')],
    breaks: ['drain'],
  },
  {
    name: 'a pin is ignored when the drain is over',
    faults: [fault('core/affinity', "(isPinned && row.brokenBecause === 'backend-drained' && !row.removed)", 'false')],
    breaks: ['I2', 'refusal', 'list'],
  },
  {
    name: 'a pinned session is moved by hand',
    faults: [fault('sessions/session-changes', 'if ((records.marks(slot) & mark.pinned) !== 0)', 'if (false)')],
    breaks: ['pin'],
  },
  {
    name: 'a pinned session is ended at the deadline of a drain',
    faults: [
      fault(
        'drains/drains',
        "kind: 'pinned', operator: '=', value: false",
        "kind: 'generation', operator: '>', value: 0",
      ),
    ],
    breaks: ['drain'],
  },
  {
    name: 'sessions that are to be held at the deadline are let go',
    faults: [fault('drains/drains', "row.drain.atDeadline === 'hold'", 'false')],
    breaks: ['backend'],
  },
  {
    name: 'a drain that is asked for again has a new deadline',
    faults: [fault('drains/drains', 'wish.deadlineMs === null && running !== null', 'false')],
    breaks: ['backend'],
  },
  {
    name: 'a drain goes on after a restart with a new deadline',
    faults: [
      fault(
        'upkeep/loading',
        'registry.putBackend(row);',
        'registry.putBackend(row.drain?.deadlineMs ? { ...row, drain: { ...row.drain, deadlineMs: row.drain.deadlineMs + 60_000 } } : row);',
      ),
    ],
    breaks: ['table'],
  },
  {
    name: 'the named receiver of a drain is passed over',
    faults: [fault('core/decide', "if (to === '' || home.row.admin === 'active')", 'if (true)')],
    breaks: ['drain'],
  },
  {
    name: 'the sessions of a drained backend move at any rate',
    faults: [fault('core/decide', '!home.mayMoveOne(drain.rate, nowMs)', 'false')],
    breaks: ['drain'],
  },
  {
    name: 'a draining backend is emptied at any rate',
    faults: [fault('drains/drain-mover', 'Math.min(due, movesPerStep)', 'movesPerStep')],
    breaks: ['drain'],
  },
  {
    name: 'a move that nobody asked for is told to nobody',
    faults: [fault('drains/drain-mover', 'marks | mark.untold', 'marks')],
    breaks: ['untold', 'lease'],
  },
  {
    name: 'a move that nobody asked for is told again and again',
    faults: [fault('core/touch-queue', '(marks | mark.confirmed) & ~mark.untold', 'marks | mark.confirmed')],
    breaks: ['one answer', 'table'],
  },
  {
    name: 'the disk does not hear that a move was told',
    faults: [
      fault(
        'core/touch-queue',
        'records.setMarks(slot, told);\n            this.add(slot);',
        'records.setMarks(slot, told);',
      ),
    ],
    breaks: ['touches'],
  },
  {
    name: 'a drain does not tell of its moves',
    faults: [fault('drains/drain-mover', "kind: 'moved', who: 'lbd'", "kind: 'session-updated', who: 'lbd'")],
    breaks: ['I2', 'journal'],
  },
  {
    name: 'the journal does not say which move it was',
    faults: [fault('routing/settlement', 'generation: row.generation,', '')],
    breaks: ['journal'],
  },
  {
    name: 'a lost home is not counted',
    faults: [fault('routing/routing', 'if (before !== undefined)', 'if (false)')],
    breaks: ['counts'],
  },
  {
    name: 'one who comes back is evicted',
    faults: [fault('routing/evictor', '(mark.confirmed | mark.pinned)', 'mark.pinned')],
    breaks: ['eviction'],
  },
  {
    name: 'one who comes back has the short lease of one who was seen once',
    faults: [fault('core/lease', '(table.records.marks(slot) & mark.confirmed) === 0', 'true')],
    breaks: ['lease', 'I5'],
  },
  {
    name: 'labels that another change took away are not merged when they are told again',
    faults: [fault('core/session-table', 'this.#labelPrints.delete(row.slot);', '')],
    breaks: ['labels'],
  },
];
