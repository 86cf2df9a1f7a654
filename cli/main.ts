#!/usr/bin/env node
// Starts lbctl. The build puts all of it into one file, with the code that V8 made of it beside that: reading two files
// takes a third of the time that finding, reading and compiling hundreds does (`npm run bench`). Where the build made
// none of them, or another version of Node runs, it starts from what is there, and behaves the same.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';

type Program = typeof import('./run.ts');

const folder = import.meta.dirname;
const { runLbctl } = bundled() ?? (await import('./run.ts'));
await runLbctl(process.argv.slice(2));

function bundled(): Program | undefined {
  const filename = `${folder}/lbctl.cjs`;
  const source = read(filename)?.toString();
  if (source === undefined) return undefined;
  const cachedData = read(`${folder}/lbctl.cache`);
  // V8 looks whether the code is of this source, of itself and of its flags, and compiles anew where it is not.
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(filename), module, filename, folder);
  return module.exports as Program;
}

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
