import { LbctlCommand } from '../../base-command.ts';
import { type Context, contextsFile, readContexts } from '../../contexts/contexts-file.ts';
import { listOutputFlag } from '../../flags.ts';
import { type Column, table } from '../../output/table.ts';

interface Row extends Context {
  readonly name: string;
  readonly current: boolean;
}

export default class ContextList extends LbctlCommand {
  static override summary = 'list contexts: names for how to reach an lbd';
  static override description =
    'A context has an address, a pool, and the files that open it (--token-file, --tls-ca). What a command line says wins over the environment (LBCTL_ADDRESS, ' +
    'LBCTL_CONTEXT, LBCTL_POOL), that over the current context, that over the default sockets. They are kept in ' +
    '$XDG_CONFIG_HOME/lbctl/contexts.json (~/.config without it, another file by LBCTL_CONFIG), readable for you alone.';
  static override examples = [
    '<%= config.bin %> context set prod --address tcp:127.0.0.1:7443 --pool games',
    '<%= config.bin %> context use prod',
    '<%= config.bin %> <%= command.id %>',
  ];
  static override flags = { output: listOutputFlag() };

  async run(): Promise<{ contexts: Row[] }> {
    const { flags } = await this.parse(ContextList);
    const { current, contexts } = readContexts(contextsFile(process.env));
    const rows = Object.entries(contexts)
      .map(([name, context]) => ({ name, current: name === current, ...context }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en'));
    if (rows.length === 0 && !this.jsonEnabled()) {
      this.notice('there are no contexts; `lbctl context set NAME --address ADDRESS` makes one');
    } else if (flags.output === 'name') for (const { name } of rows) this.log(name);
    else this.log(table(rows, columns, { wide: flags.output === 'wide' }));
    return { contexts: rows };
  }
}

const columns: Column<Row>[] = [
  { header: 'CURRENT', value: ({ current }) => (current ? '*' : '') },
  { header: 'NAME', value: ({ name }) => name },
  { header: 'ADDRESS', value: ({ address = '-' }) => address },
  { header: 'POOL', value: ({ pool = '-' }) => pool },
];
