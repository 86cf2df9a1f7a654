import { LbctlCommand } from '../../base-command.ts';
import { contextNamed, contextsFile, readContexts, writeContexts } from '../../contexts/contexts-file.ts';
import { idArg } from '../../flags.ts';

export default class ContextRemove extends LbctlCommand {
  static override summary = 'forget a context';
  static override description = 'Nothing happens to the lbd it was for. Without a current context the defaults count.';
  static override examples = ['<%= config.bin %> <%= command.id %> prod'];
  static override args = { name: idArg('name of the context') };

  async run(): Promise<{ removed: string; current?: string }> {
    const { args } = await this.parse(ContextRemove);
    const file = contextsFile(process.env);
    const before = readContexts(file);
    contextNamed(before, args.name);
    const { [args.name]: _, ...contexts } = before.contexts;
    const current = before.current === args.name ? undefined : before.current;
    writeContexts(file, { contexts, ...(current === undefined ? {} : { current }) });
    this.log(`context ${args.name} is forgotten${before.current === args.name ? '; none is current now' : ''}`);
    return { removed: args.name, ...(current === undefined ? {} : { current }) };
  }
}
