import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandIds } from '../../cli/command-table.ts';
import { aDaemonOfItsOwn } from './a-daemon.ts';
import { shapeOf } from './json-shape.ts';
import { aFolder, lbctl } from './programs.ts';
import { story } from './story.ts';

const commandsFolder = fileURLToPath(new URL('../../cli/commands', import.meta.url));
const commands = readdirSync(commandsFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/(\/index)?\.ts$/, '').replace('/', ' '))
  .sort();

describe('the programs', () => {
  test('have each file of commands/ in their table', () => {
    expect([...commandIds].sort()).toEqual(commands);
  });

  test('know every command, and each says something on stdout and nothing on stderr', async () => {
    const lbd = await aDaemonOfItsOwn([], { args: [] });
    const directory = aFolder();
    const told = new Set<string>();
    const shapes: string[] = [];
    for (const pair of story) {
      const [human, json] = await Promise.all(
        pair.map((words) => lbd.program(...words.split(' ').map((word) => word.replace('DIR', directory)))),
      );
      expect(human, pair[0]).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^[^{].*\n$/s) });
      expect(json, pair[1]).toMatchObject({ code: 0, stderr: '' });
      expect(json?.stdout.indexOf('\n'), pair[1]).toBe((json?.stdout.length ?? 0) - 1);
      expect(JSON.parse(json?.stdout ?? ''), pair[1]).toBeTypeOf('object');
      shapes.push(`$ lbctl ${pair[1]}`, ...shapeOf(JSON.parse(json?.stdout ?? '')), '');
      for (const command of commands) if (`${pair[0]} `.startsWith(`${command} `)) told.add(command);
    }
    expect(commands.filter((command) => !told.has(command))).toEqual([]);
    // What --json answers is a contract: a change of it shall be meant.
    await expect(shapes.join('\n')).toMatchFileSnapshot('snapshots/json-shapes.txt');
  });

  test('help with every command, with examples that name it', async () => {
    const helps = await Promise.all(
      commands.map(async (command) => ({ command, ...(await lbctl([...command.split(' '), '--help'])) })),
    );
    for (const { command, code, stdout } of helps) {
      expect(code, command).toBe(0);
      expect(stdout, command).toMatch(/EXAMPLES\n/);
      expect(stdout, command).toContain(`$ lbctl ${command}`);
      expect(stdout, command).toMatch(/--timeout=DURATION/);
    }
  });
});
