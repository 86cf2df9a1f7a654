import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandIds, loadCommand } from '../../cli/command-table.ts';
import { examplesOf } from '../../cli/help/command-help.ts';
import { guides } from '../../cli/help/guides.ts';
import { aDaemonOfItsOwn, type RunningLbd } from './a-daemon.ts';
import { aFolder, lbctlProgram, type Outcome, outcomeOf } from './programs.ts';

/** What the examples speak of: pools, backends and, in `restore`, sessions. */
const world = `
pools:
  - { name: default, policy: round_robin }
  - { name: games }
backends:
  - { id: api-1, address: "10.0.0.11:80", labels: { zone: eu-1a } }
  - { id: api-2, address: "10.0.0.12:80" }
  - { id: api-3, address: "10.0.0.13:80" }
  - { id: api-4, address: "10.0.0.14:80" }
`;
const request =
  '{"src":"c","dest":"s","body":{"type":"http_request","msg_id":1,"method":"GET","path":"/","cookies":{}}}';

/** Commands that go on until somebody ends them. */
const isEndless = /--watch|--follow|--wait|^lbctl wait/;
/** What needs a shell, or files in the folder of the one who types. */
const needsShell = /[|<>]|-f |backup|--out |^LBCTL_|^lbctl context/;
/** Folders that belong to the system: an example is tried in a folder of its own. */
const systemFolders = /\/(var\/backups|etc\/[a-z]+)\//g;

async function restore(lbd: RunningLbd, plan: string, example: string): Promise<void> {
  await lbd.run('expire', '--all', '-A', '--yes');
  for (const { id, pool } of (await lbd.json('backends', '-A')).backends) {
    await lbd.run('backends', 'remove', id, '--pool', pool, '--force', '--yes');
  }
  await lbd.json('apply', '-f', plan, '--prune', '--yes');
  const [, added] = /^lbctl backends add (\S+)/.exec(example) ?? [];
  if (added !== undefined) await lbd.run('backends', 'remove', added, '--yes');
  await lbd.run('route', 'ada', '--label', 'user=ada');
  await lbd.run('route', '7f3a', '--label', 'tier=silver');
  for (const session of ['ada', '7f3a']) await lbd.run('sessions', 'move', session, 'api-1'); // or they are there
}

/** The words of a line without a shell's magic: blanks part them, quotes hold them together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, word]) => single ?? double ?? word ?? '',
  );
}

interface Typed {
  readonly lbd: RunningLbd;
  readonly folder: string;
  readonly line: string;
}

/** As in a terminal, in a folder where `lbctl` is found; what goes on is ended by Ctrl-C once it said something. */
async function inShell({ lbd, folder, line }: Typed): Promise<Outcome> {
  const env = {
    PATH: `${folder}/bin:${process.env.PATH}`,
    HOME: folder,
    LBCTL_ADDRESS: lbd.address,
    LBCTL_CONFIG: process.env.LBCTL_CONFIG,
  };
  const child: ChildProcess = spawn('sh', ['-c', line], { cwd: folder, env, detached: true, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin?.end();
  const outcome = outcomeOf(child);
  if (isEndless.test(line)) {
    await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data'), outcome]);
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
  }
  return outcome;
}

const examples = (
  await Promise.all(
    commandIds.map(async (id) => examplesOf(id, await loadCommand(id)).map((line) => [id, line] as const)),
  )
).flat();
const guideLines = Object.entries(guides).flatMap(([name, { text }]) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => [`help ${name}`, line.slice(2)] as const),
);

describe('every example that help shows does what it says', () => {
  test('one after the other, each in a world of its own', async () => {
    const lbd = await aDaemonOfItsOwn([], { args: [] });
    const folder = aFolder();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/lbctl'), `#!/bin/sh\nexec ${process.execPath} ${lbctlProgram} "$@"\n`, {
      mode: 0o755,
    });
    const plan = join(folder, 'lbd.yaml');
    writeFileSync(join(folder, 'requests.jsonl'), `${request}\n`);

    const failures: string[] = [];
    for (const [id, example] of [...examples, ...guideLines]) {
      writeFileSync(plan, world);
      await restore(lbd, plan, example);
      const line = example.replaceAll(systemFolders, './');
      const alone = !needsShell.test(line) && !isEndless.test(line);
      const outcome = alone ? await lbd.run(...wordsOf(line).slice(1)) : await inShell({ lbd, folder, line });
      // Who is not at a terminal can't be asked.
      const asks = outcome.code === 2 && outcome.stderr.includes('add --yes');
      const { code, stderr } = asks ? await lbd.run(...wordsOf(line).slice(1), '--yes') : outcome;
      // A shell that was interrupted ends by the signal, as what it ran did.
      const good = isEndless.test(line) ? [0, 128, 130] : [0];
      if (!good.includes(code)) failures.push(`${id}: ${line} ended with ${code}\n${stderr}`);
    }
    expect(failures).toEqual([]);
  });

  test('every command has one', async () => {
    const shown = new Set(examples.map(([id]) => id));
    expect(commandIds.filter((id) => !shown.has(id))).toEqual([]);
  });
});
