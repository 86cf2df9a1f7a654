// Loaded by `--import` into lbd, also into its threads: sessions are claimed without a line in the journal, neither packed
// nor written. It is the bench's only: it rewrites two functions as their modules are loaded, and fails if it can't.
import { register } from 'node:module';

register(import.meta.url);

const done = '/* without journal */ ';
const changes = {
  '/store/sqlite/batch.js': [/function packEvent\(([^)]*)\) \{/, 'function packEvent($1) { return;'],
  '/store/sqlite/apply-batch.js': [/const writeEvent = eventWriter\(db\);/, 'const writeEvent = () => {};'],
};

export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  const file = Object.keys(changes).find((path) => url.endsWith(path));
  if (file === undefined) return loaded;
  const source = String(loaded.source);
  if (source.startsWith(done)) return loaded; // a thread registers once more what the process has
  const changed = done + source.replace(...changes[file]);
  if (changed === done + source) throw new Error(`${url} is not as without-journal.mjs knows it`);
  return { ...loaded, source: changed };
}
