import { LbctlCommand } from '../../base-command.ts';
import { contextNamed, contextsFile, readContexts, writeContexts } from '../../contexts/contexts-file.ts';
import { idArg } from '../../flags.ts';

export default class ContextUse extends LbctlCommand {
  static override summary = 'make a context the current one';
  static override examples = ['<%= config.bin %> <%= command.id %> prod'];
  static override args = { name: idArg('name of the context') };

  async run(): Promise<{ current: string }> {
    const { args } = await this.parse(ContextUse);
    const file = contextsFile(process.env);
    const contexts = readContexts(file);
    const { address, pool } = contextNamed(contexts, args.name);
    writeContexts(file, { ...contexts, current: args.name });
    const where = address ?? 'the default socket';
    this.log(`${args.name} is the current context: ${where}${pool === undefined ? '' : `, pool ${pool}`}`);
    return { current: args.name };
  }
}
