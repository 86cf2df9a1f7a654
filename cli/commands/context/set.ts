import { resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { parseAddress } from '../../address.ts';
import { LbctlCommand } from '../../base-command.ts';
import {
  type Context,
  checkName,
  contextFields,
  contextsFile,
  readContexts,
  writeContexts,
} from '../../contexts/contexts-file.ts';
import { credentialFlags } from '../../credential-flags.ts';
import { idArg } from '../../flags.ts';

export default class ContextSet extends LbctlCommand {
  static override summary = 'make a context, or change one';
  static override description =
    "Only what is given changes; an empty value ('') takes it away. The first context becomes the current one, --use " +
    'makes a later one so.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> prod --address tcp:10.0.0.1:7443 --tls-ca ca.pem --token-file ada.token',
    '<%= config.bin %> <%= command.id %> prod --pool games',
    "<%= config.bin %> <%= command.id %> prod --pool ''",
    '<%= config.bin %> <%= command.id %> here --address unix:/run/lbd/lbd.sock --use',
  ];
  static override args = { name: idArg('name of the context') };
  static override flags = {
    address: Flags.string({ summary: 'where its lbd listens: unix:PATH or tcp:HOST:PORT', helpValue: 'ADDRESS' }),
    pool: Flags.string({ summary: 'the pool that is meant where no other is named', helpValue: 'NAME' }),
    ...credentialFlags,
    use: Flags.boolean({ summary: 'make it the current one' }),
  };

  async run(): Promise<Context & { name: string; current: boolean }> {
    const { args, flags } = await this.parse(ContextSet);
    const { name } = args;
    checkName(name);
    if (flags.address) parseAddress(flags.address);
    const file = contextsFile(process.env);
    const { current: before, contexts } = readContexts(file);
    const context: Record<string, string> = { ...contexts[name] };
    for (const field of contextFields) {
      const value = absolute(field, flags[flagOf[field]]);
      if (value === '') delete context[field];
      else if (value !== undefined) context[field] = value;
    }
    const current = flags.use || before === undefined ? name : before;
    writeContexts(file, { current, contexts: { ...contexts, [name]: context } });
    const done = contexts[name] === undefined ? 'made' : 'changed';
    this.log(`context ${name} ${done}${current === name ? ', it is the current one' : ''}`);
    return { name, current: current === name, ...context };
  }
}

const flagOf = {
  address: 'address',
  pool: 'pool',
  token_file: 'token-file',
  tls_ca: 'tls-ca',
  tls_cert: 'tls-cert',
  tls_key: 'tls-key',
} as const satisfies Record<keyof Context, string>;

/** Files are found from every folder. */
function absolute(field: keyof Context, value: string | undefined): string | undefined {
  const isFile = field !== 'address' && field !== 'pool' && !(field === 'tls_ca' && value === 'system');
  return isFile && value ? resolve(value) : value;
}
