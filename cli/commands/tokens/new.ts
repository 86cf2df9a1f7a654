import { resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { LbctlCommand } from '../../base-command.ts';
import { usageError } from '../../errors.ts';
import { idArg } from '../../flags.ts';
import { lineOf, newToken, roles, writeToken } from '../../token.ts';

/** What `--json` prints; the token itself stands in its file only. */
export interface NewToken {
  readonly name: string;
  readonly role: string;
  readonly sha256: string;
  /** As lbd's token file wants it. */
  readonly line: string;
  readonly token_file: string;
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,62}$/;

export default class TokensNew extends LbctlCommand {
  static override summary = 'make a token, and the line that lets it in';
  static override description =
    'Asks nothing of lbd. The token goes to a file that only you can read, and is never shown; its line has the hash ' +
    'alone. lbd takes the line over as soon as it stands in the file of `lbd --tokens`.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> ci --role operator >> /etc/lbd/tokens',
    '<%= config.bin %> <%= command.id %> gw-1 --role router --out /etc/gw/lbd.token',
  ];
  static override args = { name: idArg('whose it is: letters, digits, "_", ".", "@" and "-", at most 63') };
  static override flags = {
    role: Flags.string({
      summary: 'what it allows: viewer reads, router places sessions, operator acts, admin configures',
      options: [...roles],
      required: true,
    }),
    out: Flags.string({ summary: 'the file for the token; NAME.token by default', helpValue: 'FILE' }),
  };

  async run(): Promise<NewToken> {
    const { args, flags } = await this.parse(TokensNew);
    const { name } = args;
    if (!namePattern.test(name))
      throw usageError(`${JSON.stringify(name)} is no name for a token`, 'write it like ci-1');
    const given = flags.out ?? `${name}.token`;
    const { token, sha256 } = newToken();
    await writeToken(given, token);
    const line = lineOf(name, flags.role, sha256);
    const day = new Date().toISOString().slice(0, 10);
    this.log(`# ${name}, made on ${day}; its token is in ${given}: lbctl --token-file ${given}\n${line}`);
    return { name, role: flags.role, sha256, line, token_file: resolve(given) };
  }
}
