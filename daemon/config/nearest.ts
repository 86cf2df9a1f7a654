/** The candidate at most two typing mistakes away from `word`; null when there is none. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, mistakes: mistakesBetween(word, candidate) }))
    .sort((a, b) => a.mistakes - b.mistakes);
  const best = ranked[0];
  return best !== undefined && best.mistakes <= 2 ? best.candidate : null;
}

// Levenshtein distance, one row at a time.
function mistakesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
