import type { Config } from '@oclif/core';
import type { LbctlCommand } from './base-command.ts';
import type { ArgSpec, FlagSpec } from './help/specs.ts';

/** What a file of commands/ exports: the command, and what its help is made of. */
export interface CommandClass {
  new (argv: string[], config: Config): LbctlCommand;
  id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly usage?: string;
  readonly examples?: readonly string[];
  readonly args: Readonly<Record<string, ArgSpec>>;
  /** Besides those of every command; absent where there are none. */
  readonly flags?: Readonly<Record<string, FlagSpec>>;
  readonly baseFlags: Readonly<Record<string, FlagSpec>>;
}

/**
 * Every command, by the words one types. Only the one that is asked for is loaded. A test holds this table against the
 * files in commands/.
 */
export const commandTable = {
  apply: () => import('./commands/apply.ts'),
  backends: () => import('./commands/backends/index.ts'),
  'backends add': () => import('./commands/backends/add.ts'),
  'backends remove': () => import('./commands/backends/remove.ts'),
  'backends set': () => import('./commands/backends/set.ts'),
  'backends show': () => import('./commands/backends/show.ts'),
  backup: () => import('./commands/backup.ts'),
  completion: () => import('./commands/completion.ts'),
  context: () => import('./commands/context/index.ts'),
  'context remove': () => import('./commands/context/remove.ts'),
  'context set': () => import('./commands/context/set.ts'),
  'context show': () => import('./commands/context/show.ts'),
  'context use': () => import('./commands/context/use.ts'),
  'cookie inspect': () => import('./commands/cookie/inspect.ts'),
  cordon: () => import('./commands/cordon.ts'),
  drain: () => import('./commands/drain.ts'),
  events: () => import('./commands/events.ts'),
  export: () => import('./commands/export.ts'),
  expire: () => import('./commands/expire.ts'),
  'keys export': () => import('./commands/keys/export.ts'),
  'keys list': () => import('./commands/keys/list.ts'),
  'keys rotate': () => import('./commands/keys/rotate.ts'),
  pools: () => import('./commands/pools/index.ts'),
  'pools remove': () => import('./commands/pools/remove.ts'),
  'pools set': () => import('./commands/pools/set.ts'),
  'pools show': () => import('./commands/pools/show.ts'),
  route: () => import('./commands/route.ts'),
  sessions: () => import('./commands/sessions/index.ts'),
  'sessions end': () => import('./commands/sessions/end.ts'),
  'sessions label': () => import('./commands/sessions/label.ts'),
  'sessions move': () => import('./commands/sessions/move.ts'),
  'sessions pin': () => import('./commands/sessions/pin.ts'),
  'sessions show': () => import('./commands/sessions/show.ts'),
  'sessions unpin': () => import('./commands/sessions/unpin.ts'),
  status: () => import('./commands/status.ts'),
  'tokens new': () => import('./commands/tokens/new.ts'),
  top: () => import('./commands/top.ts'),
  uncordon: () => import('./commands/uncordon.ts'),
  undrain: () => import('./commands/undrain.ts'),
  violations: () => import('./commands/violations.ts'),
  why: () => import('./commands/why.ts'),
  wait: () => import('./commands/wait.ts'),
} satisfies Readonly<Record<string, () => Promise<{ readonly default: unknown }>>>;

export type CommandId = keyof typeof commandTable;

export const commandIds = Object.keys(commandTable) as CommandId[];

/** The verbs under a word, such as `show` of `sessions`. */
export function verbsOf(topic: string): string[] {
  return commandIds.filter((id) => id.startsWith(`${topic} `)).map((id) => id.slice(topic.length + 1));
}

export async function loadCommand(id: CommandId): Promise<CommandClass> {
  return (await commandTable[id]()).default as unknown as CommandClass;
}
