import type { Config } from '@oclif/core';
import { type CommandId, commandIds, loadCommand, verbsOf } from './command-table.ts';
import type { Problem } from './errors.ts';
import { guideNames } from './help/guide-names.ts';
import { wantsJson } from './output/wants-json.ts';
import { problemOf, report } from './report.ts';
import { suggestion } from './suggestion.ts';
import { version } from './version.ts';

/**
 * Runs what a command line asks for; the exit code is in `process.exitCode` afterwards.
 *
 * oclif parses a command's words and flags. It does not look for commands: reading folders, manifests and plugins takes
 * longer than most commands do.
 */
export async function runLbctl(argv: readonly string[]): Promise<void> {
  if (argv[0] === '__complete') {
    const { completionLines } = await import('./completion/answer.ts');
    process.stdout.write(await completionLines(argv.slice(1)));
    return;
  }
  const asked = whatIsAsked(argv);
  if (asked.kind === 'version') process.stdout.write(`${version()}\n`);
  else if (asked.kind === 'help') {
    const { helpText } = await import('./help/help-text.ts');
    process.stdout.write(await helpText(asked.page, process.stdout.columns));
  } else if (asked.kind === 'unknown') fail(asked.problem, argv);
  else {
    try {
      const Command = await loadCommand(asked.id);
      Command.id = asked.id;
      await new Command([...asked.rest], oclifConfig as Config).runIt();
    } catch (error) {
      fail(problemOf(error, asked.id), argv);
    }
  }
}

function fail(problem: Problem, argv: readonly string[]): void {
  report(problem, wantsJson(argv));
  process.exitCode = problem.exitCode;
}

type Asked =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly page: string }
  | { readonly kind: 'command'; readonly id: CommandId; readonly rest: readonly string[] }
  | { readonly kind: 'unknown'; readonly problem: Problem };

/** The command that the first words name, and what is left for it. */
export function whatIsAsked(argv: readonly string[]): Asked {
  const end = argv.indexOf('--');
  const words = end === -1 ? argv : argv.slice(0, end);
  if (['--version', '-v', 'version'].includes(words[0] ?? '')) return { kind: 'version' };
  const asksForHelp = words.length === 0 || words[0] === 'help' || words.some((word) => /^(--help|-h)$/.test(word));
  const [first, second] = namesIn(words[0] === 'help' ? words.slice(1) : words);
  if (first === undefined) return asksForHelp ? { kind: 'help', page: '' } : unknown(words[0] ?? '');

  const verbs = verbsOf(first);
  const both = `${first} ${second}`;
  if (isCommand(both))
    return asksForHelp ? { kind: 'help', page: both } : { kind: 'command', id: both, rest: argv.slice(2) };
  // A list takes no words of its own: what stands behind it is meant to be a verb.
  if (verbs.length > 0 && second !== undefined && second !== 'list') return unknown(both);
  if (asksForHelp || !isCommand(first)) return pages.has(first) ? { kind: 'help', page: first } : unknown(first);
  return { kind: 'command', id: first, rest: argv.slice(second === 'list' && verbs.length > 0 ? 2 : 1) };
}

/** Words before the first flag: names of commands come first. */
function namesIn(words: readonly string[]): readonly string[] {
  const flag = words.findIndex((word) => word.startsWith('-'));
  return flag === -1 ? words : words.slice(0, flag);
}

function unknown(typed: string): Asked {
  return { kind: 'unknown', problem: suggestion(typed, commandIds) };
}

/** What there is help about. */
const pages: ReadonlySet<string> = new Set([...commandIds.map((id) => id.split(' ')[0] ?? ''), ...guideNames]);

function isCommand(id: string): id is CommandId {
  return commandIds.includes(id as CommandId);
}

/** The little of oclif's configuration that a command asks for while it parses. */
const oclifConfig: unknown = {
  bin: 'lbctl',
  pjson: { oclif: {} },
  runHook: async () => ({ successes: [], failures: [] }),
  scopedEnvVar: () => undefined,
  scopedEnvVarKeys: () => [],
  topicSeparator: ' ',
};
