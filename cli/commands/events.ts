import { Flags } from '@oclif/core';
import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';
import type { ListEventsResponse__Output as Listed } from '../../proto/generated/lb/v1/ListEventsResponse.ts';
import { LbctlCommand } from '../base-command.ts';
import type { Lbd } from '../client.ts';
import { eventColumns } from '../event-view.ts';
import { exitCodes } from '../exit-codes.ts';
import { instantFlag, listOutputFlag } from '../flags.ts';
import { follow, gapText, type JournalQuery, pageLimit, pages } from '../journal.ts';
import { apiJson } from '../output/json.ts';
import { growingTable } from '../output/table.ts';
import { timestampOf } from '../output/time.ts';
import { withPatience } from '../patience.ts';

export default class Events extends LbctlCommand {
  static override summary = 'tell what happened: assignments, moves, ends, drains, health, what operators did';
  static override description =
    'All that the journal keeps, oldest first. With --follow it goes on as it happens, through restarts of lbd, without ' +
    'gap or repetition, until Ctrl-C (exit code 130) or --limit; with --json, too, that is one object a line.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --since 15m',
    '<%= config.bin %> <%= command.id %> --session ada',
    '<%= config.bin %> <%= command.id %> --kind moved --kind broken --backend api-1 --tail 20',
    '<%= config.bin %> <%= command.id %> --follow --kind moved --json | tee moves.jsonl',
  ];
  static override flags = {
    follow: Flags.boolean({ char: 'f', summary: 'go on as it happens', exclusive: ['until'] }),
    since: instantFlag({ summary: 'only from then on: so long ago (15m), or 2026-05-01T12:00:00Z' }),
    until: instantFlag({ summary: 'only before then' }),
    session: Flags.string({ summary: 'only about this session, of --pool', helpValue: 'ID' }),
    backend: Flags.string({ summary: 'only about this backend', helpValue: 'ID' }),
    pool: Flags.string({ summary: 'only of this pool; of all without it (a session is looked up in default)' }),
    kind: Flags.string({
      summary: 'only of this kind, such as moved; repeat it for more',
      multiple: true,
      multipleNonGreedy: true,
      helpValue: 'KIND',
    }),
    limit: Flags.integer({ summary: 'how many at most', min: 1 }),
    tail: Flags.integer({ summary: 'only the newest so many', min: 1, max: pageLimit, exclusive: ['limit'] }),
    output: listOutputFlag(['table', 'wide', 'json']),
    after: Flags.integer({ summary: 'only after this sequence', min: 0, helpValue: 'SEQUENCE' }),
  };

  async run(): Promise<Listed | undefined> {
    const { flags } = await this.parse(Events);
    const query: JournalQuery = {
      which: {
        pool: flags.pool ?? (flags.session === undefined ? '' : 'default'),
        session_id: flags.session ?? '',
        backend_id: flags.backend ?? '',
        kinds: flags.kind ?? [],
        since: flags.since === undefined ? null : timestampOf(flags.since),
        until: flags.until === undefined ? null : timestampOf(flags.until),
      },
      after: flags.after ?? 0,
      limit: flags.limit ?? Number.POSITIVE_INFINITY,
      tail: flags.tail ?? 0,
    };
    const view = { wide: flags.output === 'wide' };
    const rowsOf = growingTable(eventColumns({ nowMs: Date.now(), onePool: flags.pool !== undefined }), view);
    const show = (events: readonly Event[]) => {
      if (events.length > 0) this.log(rowsOf(events));
    };
    return this.withLbd(flags, (lbd) => (flags.follow ? this.#follow(lbd, query, show) : this.#list(lbd, query, show)));
  }

  async #list(lbd: Lbd, query: JournalQuery, show: (events: readonly Event[]) => void): Promise<Listed> {
    const listed: Listed = { events: [], more: false, oldest_sequence: 0, sequence: 0 };
    const place = { after: query.after, left: query.limit };
    let count = 0;
    for await (const { events, more, oldestSequence, sequence } of pages(lbd, query, place)) {
      const gap = count === 0 ? gapText(query.after, oldestSequence) : '';
      if (gap !== '') this.notice(gap);
      count += events.length;
      show(events);
      if (this.jsonEnabled()) listed.events.push(...events);
      Object.assign(listed, { more, oldest_sequence: oldestSequence, sequence });
    }
    if (count === 0 && !this.jsonEnabled()) this.notice('no events');
    if (listed.more && !this.jsonEnabled()) {
      this.notice(`there are more; --after ${place.after} goes on from here, without --limit all are listed`);
    }
    return listed;
  }

  async #follow(lbd: Lbd, query: JournalQuery, show: (events: readonly Event[]) => void): Promise<undefined> {
    const place = { after: query.after, left: query.limit };
    await withPatience(undefined, async (patience) => {
      for await (const events of follow(lbd, query, place, patience, (text) => this.notice(text))) {
        if (!this.jsonEnabled()) show(events);
        else for (const event of events) process.stdout.write(`${JSON.stringify(apiJson(event))}\n`);
      }
      if (patience.interrupted) process.exitCode = exitCodes.interrupted;
    });
  }
}
