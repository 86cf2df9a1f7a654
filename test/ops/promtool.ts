import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

/** Its exit code, and all that it says. */
export type Promtool = (
  args: readonly string[],
  input?: string,
) => { readonly code: number | null; readonly said: string };

/** Prometheus' own judge. @returns why there is none, in words, where there is none */
export function findPromtool(): Promtool | { readonly missing: string } {
  const { error } = spawnSync('promtool', ['--version']);
  if (error !== undefined) {
    const missing = 'there is no promtool (package prometheus)';
    expect(process.env.LBD_TEST_REQUIRE, missing).not.toBe('1');
    return { missing };
  }
  return (args, input = '') => {
    const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
    return { code: status, said: stdout + stderr };
  };
}
