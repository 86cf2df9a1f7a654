// npm run build: compiles daemon/, cli/ and proto/ to dist/, puts lbctl into one file, and makes the two programs
// executable.
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { makeBundle } from './bundle.mjs';
import { bin, root, run } from './run.mjs';

const programs = ['dist/daemon/main.js', 'dist/cli/main.js'];

/** Incremental: without changes it takes well under a second. Ends the process when the compiler finds errors. */
export async function build() {
  removeOrphans();
  const code = await run(bin('tsc'), ['-p', 'tsconfig.json']);
  if (code !== 0) process.exit(code);
  await makeBundle(sourcesOfLbctl());
  for (const program of programs) if (existsSync(`${root}/${program}`)) chmodSync(`${root}/${program}`, 0o755);
}

function sourcesOfLbctl() {
  return ['cli', 'proto']
    .flatMap((room) =>
      readdirSync(`${root}/dist/${room}`, { recursive: true }).map((file) => `${root}/dist/${room}/${file}`),
    )
    .filter((file) => file.endsWith('.js'));
}

// What no source makes any more must not stay there.
function removeOrphans() {
  if (!existsSync(`${root}/dist`)) return;
  for (const file of readdirSync(`${root}/dist`, { recursive: true })) {
    if (!/\.(js|d\.ts)$/.test(file)) continue;
    const source = `${root}/${file.replace(/(\.d\.ts|\.js)$/, '.ts')}`;
    if (!existsSync(source)) rmSync(`${root}/dist/${file}`);
  }
}

if (process.argv[1] === import.meta.filename) await build();
