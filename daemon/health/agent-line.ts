/** What one line says; what it does not mention is absent. */
export interface AgentLine {
  /** 0 to 100. */
  readonly weightPercent?: number;
  /** 0 for no limit. */
  readonly maxSessions?: number;
  readonly closed?: boolean;
  /** True for `up`. */
  readonly up?: boolean;
  /** Why it is down, in its own words; the word itself where it gives no reason. */
  readonly downBecause?: string;
  /** Words without a meaning, as they came. */
  readonly unknown: readonly string[];
}

export const maxLineBytes = 1_024;
const maxReasonLength = 128;
const maxSessionsLimit = 2 ** 32 - 1;

type Meaning = Omit<AgentLine, 'unknown'>;

const words: Readonly<Record<string, Meaning>> = {
  ready: { closed: false },
  drain: { closed: true },
  maint: { closed: true },
  up: { up: true },
  down: { up: false },
  fail: { up: false },
  failed: { up: false },
  stopped: { up: false },
};

/**
 * Reads HAProxy's agent-check line: words in any order and case, apart by spaces, tabs or commas, up to the end of the
 * line; a reason may follow a `#`. Of two words about one thing the later one counts.
 *
 * @see https://docs.haproxy.org/3.0/configuration.html#5.2-agent-check
 */
export function parseAgentLine(text: string): AgentLine {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const [said = '', ...rest] = line.split('#');
  let meaning: Meaning = {};
  let downWord = '';
  const unknown: string[] = [];
  for (const word of said.split(/[ \t,]+/).filter((each) => each !== '')) {
    const means = meaningOf(word.toLowerCase());
    if (means === undefined) unknown.push(word);
    else meaning = { ...meaning, ...means };
    if (means?.up === false) downWord = word.toLowerCase();
  }
  if (meaning.up !== false) return { ...meaning, unknown };
  return { ...meaning, downBecause: printable(rest.join('#')) || downWord, unknown };
}

function meaningOf(word: string): Meaning | undefined {
  const percent = /^([0-9]{1,9})%$/.exec(word)?.[1];
  if (percent !== undefined) return { weightPercent: Math.min(100, Number(percent)) };
  const limit = /^maxconn:([0-9]{1,15})$/.exec(word)?.[1];
  if (limit !== undefined) return { maxSessions: Math.min(maxSessionsLimit, Number(limit)) };
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** Others' words go into our journal and onto terminals: no control characters, and not too many. */
export function printable(text: string, maxLength = maxReasonLength): string {
  return text
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}
