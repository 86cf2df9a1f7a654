import type { Problem } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/** What to tell someone who typed a command that is not there. */
export function suggestion(typed: string, commandIds: readonly string[]): Problem {
  const [topic = '', verb = ''] = typed.split(' ');
  const siblings = commandIds.filter((id) => id.startsWith(`${topic} `)).map((id) => id.slice(topic.length + 1));
  return {
    code: 'INVALID_ARGUMENT',
    reason: 'USAGE',
    message: `there is no command \`lbctl ${typed}\``,
    hint: typed.startsWith('-')
      ? flagHint
      : siblings.length > 0
        ? verbHint(topic, verb, siblings)
        : topicHint(topic, commandIds),
    metadata: {},
    exitCode: exitCodes.usage,
  };
}

const flagHint = 'flags stand behind the command: `lbctl status --json`; `lbctl --help` lists all commands';

function verbHint(topic: string, verb: string, siblings: readonly string[]): string {
  const meant = nearest(verb, [...siblings, 'list']);
  if (meant) return `did you mean \`lbctl ${topic} ${meant}\`?`;
  return `\`lbctl ${topic}\` lists; its other commands are ${siblings.join(', ')}`;
}

/** Whoever mistypes a command may have given its arguments, too: only the first word counts. */
function topicHint(topic: string, commandIds: readonly string[]): string {
  const meant = nearest(topic, [...new Set(commandIds.map((id) => id.split(' ')[0] ?? ''))]);
  return `${meant ? `did you mean \`lbctl ${meant}\`? ` : ''}\`lbctl --help\` lists all commands`;
}

/** The candidate that was begun, or else differs least from what was typed, if it differs little. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const begun = typed.length > 2 ? candidates.find((candidate) => candidate.startsWith(typed)) : undefined;
  if (begun) return begun;
  return candidates
    .map((candidate) => ({ candidate, distance: distance(typed, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Levenshtein's distance: how many letters to insert, delete or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
