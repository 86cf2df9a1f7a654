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
import { idArg } from '../../flags.ts';

export default class ContextSet extends LbctlCommand {
  static override summary = 'make a context, or change one';
  static override description =
    "Only what is given changes; an empty value ('') takes it away. The first context becomes the current one, --use " +
    'makes a later one so.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> prod --address tcp:127.0.0.1:7443 --pool games',
    "<%= config.bin %> <%= command.id %> prod --pool ''",
    '<%= config.bin %> <%= command.id %> here --address unix:/run/lbd/lbd.sock --use',
  ];
  static override args = { name: idArg('name of the context') };
  static override flags = {
    address: Flags.string({ summary: 'where its lbd listens: unix:PATH or tcp:HOST:PORT', helpValue: 'ADDRESS' }),
    pool: Flags.string({ summary: 'the pool that is meant where no other is named', helpValue: 'NAME' }),
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
      const value = flags[field];
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
