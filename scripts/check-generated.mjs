// Fails when what is committed under proto/ is not what proto/ generates.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from './generate.mjs';

const committed = fileURLToPath(new URL('../proto', import.meta.url));
const fresh = mkdtempSync(join(tmpdir(), 'lbd-generated-'));
try {
  generate(fresh);
  const drifted = [...difference(outputs(fresh), outputs(committed))];
  if (drifted.length > 0) {
    console.error(`not what proto/ generates: ${drifted.join(', ')}\nrun: npm run gen, and commit what it changes`);
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function outputs(folder) {
  const files = new Map();
  for (const entry of readdirSync(join(folder, 'generated'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path), readFileSync(path));
  }
  return files.set('descriptor.binpb', readFileSync(join(folder, 'descriptor.binpb')));
}

function* difference(expected, actual) {
  for (const name of new Set([...expected.keys(), ...actual.keys()])) {
    const [one, other] = [expected.get(name), actual.get(name)];
    if (one === undefined || other === undefined || !one.equals(other)) yield `proto/${name}`;
  }
}
