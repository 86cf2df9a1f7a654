import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aDaemonOfItsOwn } from './a-daemon.ts';

/** What the reader puts in, as this test does. */
const meant: Readonly<Record<string, string>> = { ID: 'web-1', POOL: 'default', N: '100', FILE: '/dev/null' };

/** `lbctl …` of a page, as words. */
function commandsOn(page: string): string[][] {
  const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)), 'utf8');
  const typed = [...text.replace(/```.*?```/gs, '').matchAll(/`lbctl ([^`]+)`/g)].map(([, words]) => words!);
  return typed.map((words) => words.split(/\s+/).map((word) => meant[word] ?? word));
}

// A backup goes to a file of the reader's.
const commands = commandsOn('alerts.md').filter(([first]) => first !== 'backup');

test('docs/alerts.md types commands that lbctl takes', async () => {
  const lbd = await aDaemonOfItsOwn(['web-2']);
  await lbd.json('backends', 'add', 'web-1', '127.0.0.1:9', '--probe', 'tcp');
  expect(commands.length).toBeGreaterThan(15);
  for (const words of commands) {
    const given = words[0] === 'expire' ? ['--yes'] : words[0] === 'wait' ? ['--timeout', '0s'] : [];
    // 2 is what lbctl does not take; what is not so just now may well be refused.
    const { code, stderr } = await lbd.run(...words, ...given);
    expect([0, 1, 4, 6], `lbctl ${words.join(' ')}: ${stderr}`).toContain(code);
  }
});
