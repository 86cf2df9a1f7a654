const verdicts: Readonly<Record<string, string>> = {
  good: 'it counts',
  malformed: 'it is none: this is no signed cookie',
  'unknown-key': 'it is as none: its key is not accepted; "lbctl keys list" shows those that are',
  'bad-mac': 'it is as none: it was changed, or made for another pool',
  'too-old': 'it is as none: the idle timeout has passed since it was issued, and the session is gone',
  ended: 'it is as none: the session was ended after it was issued',
};

/** What lbd found of a cookie, for people. */
export function verdictWords(verdict: string): string {
  return verdicts[verdict] ?? verdict;
}

/** Whoever copies a cookie out of a browser may take its name along. */
export function cookieValue(typed: string): string {
  return typed.replace(/^[^=.]*=/, '');
}
