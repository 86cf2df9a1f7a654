// A vitest reporter that writes down, for scripts/test.mjs, how many tests passed and failed and which were skipped.
import { writeFileSync } from 'node:fs';

export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env.LBD_TEST_COUNTS;
    if (file === undefined) return;
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: [] };
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) count(test, counts);
    }
    writeFileSync(file, JSON.stringify(counts));
  }
}

function count(test, counts) {
  const { state, note } = test.result();
  if (state === 'passed') counts.passed += 1;
  else if (state === 'failed') counts.failed += 1;
  else counts.skipped.push({ name: test.fullName, why: note ?? 'its file does not say why' });
}
