/** One answer that a client got. */
export interface Answer {
  readonly sessionId: string;
  readonly backendId: string;
  readonly outcome: string;
  readonly reason: string;
  readonly generation: number;
}

/** One line of the journal, as far as the checker needs it. */
export interface Told {
  readonly kind: string;
  readonly session_id: string;
  readonly backend_id: string;
  readonly generation: number;
  readonly reason: string;
}

/**
 * Checks the clients' own logs against the journal. Answers what is wrong, in words; nothing when
 *
 * - a session has one backend within one generation, however many callers asked,
 * - generations never fall while a session lives, and each rise of one answer over the last is told move by move,
 * - every change of a session's backend has a journal line with that generation, that backend and a cause.
 *
 * A fall to generation 1 is a new life: it needs an `assigned` line.
 */
export function unexplained(answers: readonly Answer[], journal: readonly Told[]): string[] {
  const wrong: string[] = [];
  const told = new Set(journal.filter(({ reason }) => reason !== '').map(lineKey));
  const bySession = groupBySession(answers);
  for (const [sessionId, its] of bySession) {
    let last: Answer | undefined;
    for (const answer of its) {
      const { backendId, generation } = answer;
      if (last !== undefined && generation === last.generation && backendId !== last.backendId) {
        wrong.push(`${sessionId}: generation ${generation} on ${last.backendId} and on ${backendId}`);
      }
      const before = last?.generation ?? 0;
      const isNewLife = generation < before;
      if (isNewLife && generation !== 1) wrong.push(`${sessionId}: generation fell from ${before} to ${generation}`);
      for (let step = isNewLife ? 1 : before + 1; step <= generation; step += 1) {
        const kind = step === 1 ? 'assigned' : 'moved';
        const on = step === generation ? backendId : '';
        if (!hasLine(told, journal, kind, sessionId, step, on)) {
          wrong.push(`${sessionId}: no journal line says why generation ${step} is on ${on || 'its backend'}`);
        }
      }
      last = answer;
    }
  }
  return wrong;
}

function lineKey({ kind, session_id, generation, backend_id }: Omit<Told, 'reason'>): string {
  return [kind, session_id, generation, backend_id].join('\n');
}

/** @param backendId empty for any: a generation that the client never saw */
function hasLine(
  told: Set<string>,
  journal: readonly Told[],
  kind: string,
  sessionId: string,
  generation: number,
  backendId: string,
): boolean {
  if (backendId !== '') return told.has(lineKey({ kind, session_id: sessionId, generation, backend_id: backendId }));
  return journal.some(
    (line) =>
      line.kind === kind && line.session_id === sessionId && line.generation === generation && line.reason !== '',
  );
}

function groupBySession(answers: readonly Answer[]): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const its = groups.get(answer.sessionId);
    if (its === undefined) groups.set(answer.sessionId, [answer]);
    else its.push(answer);
  }
  return groups;
}
