import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError, usageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';

/** How to reach one lbd, under a name. What is not there is left to flags, environment and defaults. */
export interface Context {
  /** `unix:PATH` or `tcp:HOST:PORT`. */
  readonly address?: string;
  /** The pool that is meant where no other is named. */
  readonly pool?: string;
  /** Files, by absolute paths: what they hold stays where it is. `tls_ca` may be `system`. */
  readonly token_file?: string;
  readonly tls_ca?: string;
  readonly tls_cert?: string;
  readonly tls_key?: string;
}

export interface Contexts {
  /** The context in use; absent for none. */
  readonly current?: string;
  readonly contexts: Readonly<Record<string, Context>>;
}

export const contextFields = [
  'address',
  'pool',
  'token_file',
  'tls_ca',
  'tls_cert',
  'tls_key',
] as const satisfies readonly (keyof Context)[];

/** Names as pools and backends have them: they stand on command lines. */
const nameShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/;

type Environment = Readonly<Record<string, string | undefined>>;

export function contextsFile(env: Environment): string {
  if (env.LBCTL_CONFIG) return env.LBCTL_CONFIG;
  const folder = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : join(env.HOME ?? homedir(), '.config');
  return join(folder, 'lbctl', 'contexts.json');
}

/** What the file says; no contexts where there is no file. Throws a CommandError for a file that is not understood. */
export function readContexts(file: string): Contexts {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return { contexts: {} };
    throw unusable(file, `can't be read: ${(error as Error).message}`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw unusable(file, `is not JSON: ${(error as Error).message}`);
  }
  return checked(file, parsed);
}

function checked(file: string, parsed: unknown): Contexts {
  if (!isRecord(parsed) || !isRecord(parsed.contexts)) throw unusable(file, 'has no "contexts"');
  for (const [name, context] of Object.entries(parsed.contexts)) {
    if (!isRecord(context)) throw unusable(file, `has a context ${JSON.stringify(name)} that is no object`);
    for (const [field, value] of Object.entries(context)) {
      const where = `context ${JSON.stringify(name)}`;
      if (!contextFields.some((known) => known === field)) throw unusable(file, `has an unknown ${field} in ${where}`);
      if (typeof value !== 'string') throw unusable(file, `has a ${field} that is no text in ${where}`);
    }
  }
  const { current } = parsed;
  if (current !== undefined && typeof current !== 'string') throw unusable(file, 'has a "current" that is no text');
  return { contexts: parsed.contexts as Contexts['contexts'], ...(current === undefined ? {} : { current }) };
}

/** Replaces the file whole: only its owner may read it, and whoever reads it meanwhile sees the old or the new one. */
export function writeContexts(file: string, contexts: Contexts): void {
  const partial = `${file}.${process.pid}.partial`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(partial, `${JSON.stringify(contexts, null, 2)}\n`, { mode: 0o600 });
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw unusable(file, `can't be written: ${(error as Error).message}`);
  }
}

export function checkName(name: string): void {
  if (nameShape.test(name)) return;
  throw usageError(
    `${JSON.stringify(name)} is no name for a context`,
    'letters, digits, - . and _, at most 63, a letter or digit first',
  );
}

/** The context of that name. Throws `NOT_FOUND`. */
export function contextNamed({ contexts }: Contexts, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (context !== undefined) return context;
  const names = Object.keys(contexts);
  throw new CommandError({
    code: 'NOT_FOUND',
    reason: 'CONTEXT_NOT_FOUND',
    message: `there is no context ${JSON.stringify(name)}`,
    hint: names.length > 0 ? `there are ${names.join(', ')}` : '`lbctl context set NAME --address ADDRESS` makes one',
    metadata: { context: name },
    exitCode: exitCodes.notFound,
  });
}

function unusable(file: string, problem: string): CommandError {
  return new CommandError({
    code: 'FAILED_PRECONDITION',
    reason: 'CONTEXTS_UNUSABLE',
    message: `${file} ${problem}`,
    hint: 'mend it, or move it away and make contexts anew with `lbctl context set`',
    metadata: { file },
    exitCode: exitCodes.failed,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
