import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ADaemon } from './a-daemon.ts';
import { run } from './a-process.ts';
import { root } from './source-tree.ts';

/** A shell as the documentation's reader has it: lbctl speaks to the test's lbd, ssh to the test. */
export interface Terminal {
  /** Runs a script to its end. */
  type(script: string): Promise<{ readonly code: number | NodeJS.Signals; readonly said: string }>;
  close(): void;
}

/** @param restart what `ssh HOST systemctl restart app` does; false where there is no such host */
export async function aTerminal(lbd: ADaemon, restart: (host: string) => Promise<boolean>): Promise<Terminal> {
  const hosts = createServer(async (request, response) => {
    response.statusCode = (await restart(request.url!.slice(1))) ? 200 : 404;
    response.end();
  });
  await new Promise<void>((listening) => hosts.listen(0, '127.0.0.1', listening));
  const { port } = hosts.address() as AddressInfo;
  const bin = `${lbd.folder}/bin`;
  mkdirSync(bin);
  writeFileSync(`${bin}/lbctl`, `#!/bin/sh\nexec ${process.execPath} ${root}/dist/cli/main.js "$@"\n`);
  const ask = `fetch("http://127.0.0.1:${port}/" + process.argv[1]).then(r => process.exit(r.ok ? 0 : 1))`;
  writeFileSync(`${bin}/ssh`, `#!/bin/sh\nexec ${process.execPath} -e '${ask}' "$1"\n`);
  for (const name of ['lbctl', 'ssh']) chmodSync(`${bin}/${name}`, 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}`, LBCTL_ADDRESS: lbd.address };
  return {
    async type(script) {
      const typed = run('sh', ['-e', '-c', script], { env });
      return { code: await typed.ended, said: typed.stdout() + typed.stderr() };
    },
    close: () => hosts.close(),
  };
}

/** The commands of a page of docs/, as one script; of one section where its heading's first word is named. */
export function commandsOf(page: string, section?: string): string {
  const text = readFileSync(`${root}/docs/${page}`, 'utf8');
  const part = section === undefined ? text : (text.split(/^## /m).find((each) => each.startsWith(section)) ?? '');
  return [...part.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block).join('');
}
