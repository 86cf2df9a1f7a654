import { addressOf, type ConnectionFlags } from '../contexts/connection.ts';
import { plain } from '../output/table.ts';
import { complete, type Names } from './candidates.ts';
import { namesOf } from './names.ts';
import { fileMark } from './scripts.ts';

/** Whoever presses Tab waits: names that take longer are left out. */
const namesTimeoutMs = 500;

/**
 * What a shell's completion asks for: a line for each word that may come next, its meaning behind a tab. Never an error:
 * a shell has nowhere to show one.
 */
export async function completionLines(typed: readonly string[]): Promise<string> {
  const completion = await complete(typed, names);
  if (completion.files) return `${fileMark}\n`;
  return completion.candidates.map(({ word, meaning }) => `${plain(word)}\t${plain(meaning)}\n`).join('');
}

const names: Names = async (kind, { given }) => {
  const flags: ConnectionFlags & { pool?: string } = Object.fromEntries(given);
  try {
    return await namesOf(kind, flags, async (use) => {
      const { connect } = await import('../client.ts');
      const lbd = connect(addressOf(flags, process.env), namesTimeoutMs);
      return use(lbd).finally(() => lbd.close());
    });
  } catch {
    return [];
  }
};
