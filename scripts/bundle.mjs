// Puts lbctl into one file, dist/cli/lbctl.cjs, and what V8 makes of it into lbctl.cache: see cli/main.ts.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { root } from './run.mjs';
import { withSilentLbd } from './silent-lbd.mjs';

const folder = join(root, 'dist/cli');
const bundle = join(folder, 'lbctl.cjs');
const cache = join(folder, 'lbctl.cache');

/** What is asked of lbctl most: code that ran once is in the cache, the rest is compiled when it is needed. */
const usual = [['route', 'ada'], ['backends'], ['sessions'], ['status']];

/** @param inputs  the files that it is made of; when none is newer than the bundle, there is nothing to do */
export async function makeBundle(inputs) {
  if (inputs.every((file) => statSync(file).mtimeMs <= madeAtMs())) return;
  rmSync(cache, { force: true });
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: join(folder, 'run.js'),
    platform: 'node',
    // Only grpc-js's channelz would load it, which nobody serves here.
    external: ['@grpc/proto-loader'],
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'cjs', codeSplitting: false });
  await build.close();
  // As a function of what a CommonJS module is given: whoever compiles it must compile the same text.
  writeFileSync(bundle, `(function (exports, require, module, __filename, __dirname) {${output[0].code}\n})`);
  await makeCache();
}

async function makeCache() {
  const script = new Script(readFileSync(bundle, 'utf8'), { filename: bundle });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, folder);
  await withSilentLbd(async (address) => {
    for (const words of usual) {
      await module.exports.runLbctl([...words, '--address', address]);
      if (process.exitCode) throw new Error(`the bundled lbctl can't do \`${words.join(' ')}\``);
    }
  });
  writeFileSync(cache, script.createCachedData());
}

function madeAtMs() {
  try {
    return Math.min(statSync(bundle).mtimeMs, statSync(cache).mtimeMs);
  } catch {
    return 0;
  }
}
