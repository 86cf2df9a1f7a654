import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandIds } from '../../cli/command-table.ts';
import { aDaemonOfItsOwn } from './a-daemon.ts';
import { aFolder, lbctl } from './programs.ts';

const commandsFolder = fileURLToPath(new URL('../../cli/commands', import.meta.url));
const commands = readdirSync(commandsFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/(\/index)?\.ts$/, '').replace('/', ' '))
  .sort();

/** Each command as people type it and as scripts do: two command lines that both must succeed. `DIR` is a folder. */
const story: readonly (readonly [human: string, json: string])[] = [
  ['backends add api-1 api-1.test:80', 'backends add api-2 api-2.test:80 --json'],
  // Somebody has to be left when api-1 is drained: a preview warns otherwise.
  ['backends add api-3 api-3.test:80', 'backends add api-4 api-4.test:80 --json'],
  ['backends', 'backends -A -o json'],
  ['export', 'export --json'],
  ['apply -f /dev/null', 'apply -f /dev/null --json'],
  ['backends show api-1', 'backends show api-2 --json'],
  ['backends set api-1 --weight 2', 'backends set api-2 --zone b --json'],
  ['pools set games --policy random', 'pools set vault --session-ids sealed --json'],
  ['pools', 'pools --json'],
  ['pools show games', 'pools show games --json'],
  ['pools remove games --yes', 'pools remove vault --yes --json'],
  ['route ada', 'route bob --explain --json'],
  ['sessions', 'sessions --json'],
  ['sessions show ada', 'sessions show bob --json'],
  ['why --session ada', 'why --session bob --at 1m --json'],
  ['sessions label ada user=ada', 'sessions label bob user=bob --json'],
  ['sessions move ada api-2', 'sessions move bob api-2 --json'],
  ['sessions pin ada', 'sessions pin bob --json'],
  ['sessions unpin ada', 'sessions unpin bob --json'],
  ['sessions end ada --yes', 'sessions end bob --yes --json'],
  ['completion bash', 'completion fish --json'],
  ['context set here --pool games', 'context set here --pool games --json'],
  ['context', 'context --json'],
  ['context show', 'context show --json'],
  ['context use here', 'context use here --json'],
  ['context remove here', 'context --json'],
  ['cordon api-1', 'cordon api-2 --json'],
  ['uncordon api-1', 'uncordon api-2 --json'],
  ['drain api-1', 'drain api-2 --preview --json'],
  ['wait api-1 --for drained', 'wait api-1 --for sessions=0 --json'],
  ['undrain api-1', 'undrain api-1 --json'],
  ['expire --all --preview', 'expire --all --yes --json'],
  ['events --tail 5', 'events --tail 5 --json'],
  ['keys list', 'keys list --json'],
  ['keys rotate --yes', 'keys rotate --yes --json'],
  ['keys export', 'keys export --json'],
  ['cookie inspect ada.api-1.1.1.s44we8.k1.AAAAAAAAAAAAAAAAAAAAAA', 'cookie inspect x --json'],
  ['violations', 'violations --json'],
  ['status', 'status --json'],
  ['top', 'top --json'],
  ['backup DIR/one.db', 'backup DIR/two.db --json'],
  ['tokens new ada --role viewer --out DIR/ada.token', 'tokens new bob --role admin --out DIR/bob.token --json'],
  ['backends remove api-1 --yes', 'backends remove api-2 --yes --json'],
];

describe('the programs', () => {
  test('have each file of commands/ in their table', () => {
    expect([...commandIds].sort()).toEqual(commands);
  });

  test('know every command, and each says something on stdout and nothing on stderr', async () => {
    const lbd = await aDaemonOfItsOwn([], { args: [] });
    const directory = aFolder();
    const told = new Set<string>();
    for (const pair of story) {
      const [human, json] = await Promise.all(
        pair.map((words) => lbd.program(...words.split(' ').map((word) => word.replace('DIR', directory)))),
      );
      expect(human, pair[0]).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^[^{].*\n$/s) });
      expect(json, pair[1]).toMatchObject({ code: 0, stderr: '' });
      expect(json?.stdout.indexOf('\n'), pair[1]).toBe((json?.stdout.length ?? 0) - 1);
      expect(JSON.parse(json?.stdout ?? ''), pair[1]).toBeTypeOf('object');
      for (const command of commands) if (`${pair[0]} `.startsWith(`${command} `)) told.add(command);
    }
    expect(commands.filter((command) => !told.has(command))).toEqual([]);
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
