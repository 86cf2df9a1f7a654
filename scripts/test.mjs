// npm test: installs what is missing, builds, runs every test, and ends with one plain line of counts.
// What follows `npm test --` goes to vitest: `npm test -- test/core`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { bin, run } from './run.mjs';
import { installSystemPackages } from './system-packages.mjs';

await install();
await installSystemPackages([
  'openssl',
  'python3',
  'python3-venv',
  'prometheus',
  'strace',
  'nginx',
  'libnginx-mod-http-js',
  'haproxy',
  'chromium',
  'zsh',
  'fish',
]);
await build();

const folder = mkdtempSync(join(tmpdir(), 'lbd-counts-'));
const countsFile = join(folder, 'counts.json');
const code = await run(bin('vitest'), ['run', ...process.argv.slice(2)], { env: { LBD_TEST_COUNTS: countsFile } });
const counts = readCounts() ?? { passed: 0, failed: 0, skipped: [] };
rmSync(folder, { recursive: true });

// vitest can fail with no test failing: a file that does not load, an error outside of every test.
const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
for (const { name, why } of counts.skipped) console.log(`skipped: ${name}: ${why}`);
console.log(`${counts.passed} passed, ${failed} failed, ${counts.skipped.length} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8'));
  } catch {
    return null;
  }
}
