// Brings node_modules to what package-lock.json says, and leaves it alone when it is there already.
import { existsSync, readFileSync } from 'node:fs';
import { root, run } from './run.mjs';
import { installSystemPackages } from './system-packages.mjs';

const nativeAddon = `${root}/node_modules/better-sqlite3/build/Release/better_sqlite3.node`;

/** Runs `npm ci` when something is missing. */
export async function install() {
  const missing = whatIsMissing();
  if (missing === null) return;
  console.error(`npm ci: ${missing} (better-sqlite3 compiles: about a minute)`);
  await installSystemPackages(['make', 'g++', 'python3']);
  const code = await run('npm', ['ci', '--no-fund', '--no-audit']);
  if (code !== 0) fail(`npm ci ended with ${code}; its own words are above`);
  const still = whatIsMissing();
  if (still !== null) fail(`npm ci ended well, but ${still}; is ignore-scripts set in an .npmrc?`);
}

/** @returns {string | null} why node_modules is not what package-lock.json says; null when it is */
export function whatIsMissing() {
  // npm's own record of what it installed. Versions are compared, not times: a checkout makes every file new.
  const record = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(record)) return 'node_modules is not there';
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages;
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path === '' || optional) continue;
    if (installed[path]?.version !== version) return `${path} is not at ${version}`;
  }
  return existsSync(nativeAddon) ? null : 'better-sqlite3 is not compiled';
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
