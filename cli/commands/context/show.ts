import { LbctlCommand } from '../../base-command.ts';
import { addressOf, connectionOf, poolOf } from '../../contexts/connection.ts';
import { optionalIdArg } from '../../flags.ts';
import { details } from '../../output/table.ts';

interface Shown {
  readonly address: string;
  readonly pool: string;
  /** Who said the address. */
  readonly said_by: string;
  readonly context?: string;
  /** Files; what they hold is not shown. */
  readonly token_file?: string;
  readonly tls_ca?: string;
  readonly tls_cert?: string;
  readonly tls_key?: string;
}

export default class ContextShow extends LbctlCommand {
  static override summary = 'show where a command would go, and who says so';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> prod',
    'LBCTL_ADDRESS=tcp:127.0.0.1:7443 <%= config.bin %> <%= command.id %>',
  ];
  static override args = { name: optionalIdArg('name of a context; without it what counts now') };

  async run(): Promise<Shown> {
    const { args, flags } = await this.parse(ContextShow);
    const asked = args.name === undefined ? flags : { context: args.name };
    const connection = connectionOf(asked, process.env);
    const address = addressOf(asked, process.env);
    const { tokenFile, tlsCa, tlsCert, tlsKey } = address.credentials ?? {};
    const shown: Shown = {
      address: address.text,
      pool: args.name === undefined ? poolOf(asked, process.env) : (connection.pool ?? 'default'),
      said_by: connection.said,
      ...(connection.name === undefined ? {} : { context: connection.name }),
      ...(tokenFile === undefined ? {} : { token_file: tokenFile }),
      ...(tlsCa === undefined ? {} : { tls_ca: tlsCa }),
      ...(tlsCert === undefined ? {} : { tls_cert: tlsCert }),
      ...(tlsKey === undefined ? {} : { tls_key: tlsKey }),
    };
    this.log(
      details([
        ['context', shown.context ?? 'none'],
        ['address', shown.address],
        ['said by', args.name === undefined ? shown.said_by : ''],
        ['pool', shown.pool],
        ['token', shown.token_file ?? ''],
        ['lbd is signed by', shown.tls_ca ?? ''],
        ['own certificate', shown.tls_cert ?? ''],
      ]),
    );
    return shown;
  }
}
