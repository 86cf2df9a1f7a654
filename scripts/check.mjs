// npm run check: everything that can be said about the source without running the product. Tells all that is wrong,
// not only the first.
import { install } from './install.mjs';
import { bin, run } from './run.mjs';

await install();

const node = process.execPath;
const checks = [
  ['types', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['types of the page', bin('tsc'), ['-p', 'tsconfig.web.json']],
  ['build', node, ['scripts/build.mjs']],
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['the contract (buf lint)', bin('buf'), ['lint']],
  ['the contract keeps its promises (buf breaking)', bin('buf'), ['breaking', '--against', 'proto/released.binpb']],
  ['generated files', node, ['scripts/check-generated.mjs']],
  ['docs/configuration.md', node, ['scripts/configuration-doc.mjs', '--check']],
  ['docs/metrics.md', node, ['scripts/metrics-doc.mjs', '--check']],
  ['docs/api.md', node, ['scripts/api-doc.mjs', '--check']],
  ['house rules', bin('vitest'), ['run', 'test/house.test.ts']],
];

const failed = [];
for (const [name, program, args] of checks) {
  console.error(`check: ${name}`);
  if ((await run(program, args)) !== 0) failed.push(name);
}
console.error(failed.length === 0 ? 'check: all is well' : `check: not well: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
