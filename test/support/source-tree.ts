import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone, without a slash at its end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** A file of the clone: its path from the root, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly by: string;
  /** As it is written. */
  readonly specifier: string;
  /** The path from the root when it is a file of the clone; null for a package. */
  readonly target: string | null;
}

/** All files under `folders` whose path matches. */
export function readSources(folders: readonly string[], matches: RegExp): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length + 1))
      .filter((path) => matches.test(path))
      .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') })),
  );
}

/** Files right in the root. */
export function rootFiles(matches: RegExp): Source[] {
  return readdirSync(root)
    .filter((path) => matches.test(path))
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

/** Types included; also `import()` and `export … from`. */
export function importsOf({ path, text }: Source): Import[] {
  const statements = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;
  return [...text.matchAll(statements)].map(([, stated, called]) => {
    const specifier = stated ?? called ?? '';
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : ownPath(specifier);
    return { by: path, specifier, target };
  });
}

/** What is left of `text` without comments and the contents of quotes. Good enough for Biome-formatted source. */
export function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, (match) =>
    match.startsWith('`') ? (match.match(/\$\{[^}]*\}/g) ?? []).join(' ') : '',
  );
}

// package.json maps `#proto/x` to proto/x, and so on; what is mapped into dist/ is compiled from the same path.
function ownPath(specifier: string): string | null {
  if (!specifier.startsWith('#')) return null;
  return specifier.slice(1).replace(/^store\//, 'daemon/store/');
}
