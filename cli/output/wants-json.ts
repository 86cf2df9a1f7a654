/** Whether a command line asks for JSON: known before it is parsed, so that its errors are JSON too. */
export function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  return words.some((word, i) => {
    if (word === '--json' || word === '-ojson' || word === '-o=json' || word === '--output=json') return true;
    return word === 'json' && (words[i - 1] === '-o' || words[i - 1] === '--output');
  });
}
