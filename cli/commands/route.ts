import { Flags } from '@oclif/core';
import type { RouteRequest } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResponse__Output as Routed } from '../../proto/generated/lb/v1/RouteResponse.ts';
import type { Address } from '../address.ts';
import { type CommonFlags, LbctlCommand } from '../base-command.ts';
import { usageError } from '../errors.ts';
import { optionalIdArg } from '../flags.ts';
import { table } from '../output/table.ts';
import { counted } from '../output/words.ts';
import { routeFlags, routeRequest } from '../route-flags.ts';
import { type Distribution, distributionColumns, routeMany } from '../route-many.ts';
import { routedText } from '../route-view.ts';

export default class Route extends LbctlCommand {
  static override summary = 'answer where a session lives, assigning it first if it has no home';
  static override description =
    'Without SESSION lbd makes a session and prints its id. With --stdio one JSON message a line comes in and one ' +
    'goes out, in order, until the input ends: http_request is answered by http_response, init by init_ok, and what ' +
    "can't be answered by error.";
  static override examples = [
    '<%= config.bin %> <%= command.id %> ada',
    '<%= config.bin %> <%= command.id %> --count 300',
    '<%= config.bin %> <%= command.id %> ada --preview --explain',
    '<%= config.bin %> <%= command.id %> ada --label user=ada --fallbacks 2 --json',
    '<%= config.bin %> <%= command.id %> --cookie session_id=ada.api-1.1.1.s44we8.k1.M_NUG3O7bG0hHE7deRzMMe',
    '<%= config.bin %> <%= command.id %> --stdio --embedded < requests.jsonl',
  ];
  static override args = { session: optionalIdArg('the session id, as the client presents it') };
  static override flags = {
    ...routeFlags,
    count: Flags.integer({
      summary: 'route so many sessions (or SESSION so often) and show who got them',
      min: 1,
      exclusive: ['explain'],
    }),
    preview: Flags.boolean({ summary: 'decide and answer, but claim and extend nothing' }),
    stdio: Flags.boolean({ summary: 'answer JSON messages on stdin', exclusive: ['count', 'preview', 'explain'] }),
    embedded: Flags.boolean({
      summary: 'with an lbd of its own, in memory, with the backends api-1 to api-3',
      dependsOn: ['stdio'],
    }),
  };

  async run(): Promise<Routed | Distribution | undefined> {
    const { args, flags } = await this.parse(Route);
    const request = { ...routeRequest(args.session ?? '', flags), validate_only: flags.preview };
    if (args.session === '') throw usageError('the session id is empty', 'leave it out to get a new one');
    if (flags.stdio) {
      if (args.session !== undefined) throw usageError('with --stdio the session ids come from stdin', 'leave it out');
      return flags.embedded ? this.#answerEmbedded(flags, request) : this.#answer(flags, request);
    }

    const { count } = flags;
    if (count !== undefined) {
      const distribution = await this.withLbd(flags, (lbd) => routeMany(lbd, request, count));
      this.log(table(distribution.backends, distributionColumns(distribution.count)));
      this.log(`\n${counted(count, 'route')}: ${outcomesText(distribution)}`);
      return distribution;
    }
    const routed = await this.withLbd(flags, (lbd) => lbd.route(request));
    this.log(routedText(routed, { preview: flags.preview, nowMs: Date.now() }));
    return routed;
  }

  async #answer(
    flags: CommonFlags,
    request: RouteRequest,
    address: Address = this.addressOf(flags),
  ): Promise<undefined> {
    const { serve } = await import('../stdio/serve.ts');
    await this.withLbdAt(address, flags.timeout, (lbd) =>
      serve(process.stdin, process.stdout, async (sessionId) => {
        const { session_id, backend, outcome } = await lbd.route({ ...request, session_id: sessionId });
        return { sessionId: session_id, backendId: backend?.id ?? '', moved: outcome === 'OUTCOME_MOVED' };
      }),
    );
  }

  async #answerEmbedded(flags: CommonFlags, request: RouteRequest): Promise<undefined> {
    const { withEmbedded } = await import('../stdio/embedded.ts');
    await withEmbedded(async (address) => {
      await this.withLbdAt(address, flags.timeout, async (lbd) => {
        for (const id of ['api-1', 'api-2', 'api-3']) {
          await lbd.createBackend({ backend: { id, pool: request.pool ?? '', address: `${id}:80` } });
        }
      });
      await this.#answer(flags, request, address);
    });
  }
}

function outcomesText({ outcomes }: Distribution): string {
  return Object.entries(outcomes)
    .map(([outcome, count]) => `${count} ${outcome}`)
    .join(', ');
}
