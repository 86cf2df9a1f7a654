import { Flags } from '@oclif/core';
import { LbctlCommand } from '../base-command.ts';
import type { Lbd } from '../client.ts';
import { cookieValue, verdictWords } from '../cookie-words.ts';
import { usageError } from '../errors.ts';
import { labelFilter } from '../expire-target.ts';
import { instantFlag, keyValueFlag, poolFlag } from '../flags.ts';
import { parseKeyValues } from '../key-values.ts';
import { apiJson } from '../output/json.ts';
import { plain } from '../output/table.ts';
import { clockTime, msOf } from '../output/time.ts';
import { lookUp } from '../why/look-up.ts';
import { type Line, type Story, storyOf } from '../why/story.ts';

/** Of a label that many sessions have, the first. */
const mostSessions = 20;

interface Answer {
  readonly stories: readonly {
    readonly session_id: string;
    readonly why: string;
    readonly timeline: readonly object[];
  }[];
}

export default class Why extends LbctlCommand {
  static override summary = 'tell why a session is where it is, or why it ended: one timeline in plain words';
  static override description =
    'What happened to the session, and to the backends it lived on while it lived there: health, drains, restarts, ' +
    'changes, and who did it. Also of sessions that are over, as far as the journal reaches. With --at the move or end ' +
    'nearest to that moment is explained, and shown with a quarter of an hour around it. With --label the sessions ' +
    'that have it now, with --cookie the one that a signed cookie names, whether it counts or not.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> --session ada',
    '<%= config.bin %> <%= command.id %> --session ada --at 14:03',
    '<%= config.bin %> <%= command.id %> --label user=ada --at 20m',
    '<%= config.bin %> <%= command.id %> --session ada --json',
  ];
  static override flags = {
    session: Flags.string({
      summary: 'the session id, as the client presents it',
      helpValue: 'ID',
      exclusive: ['label', 'cookie'],
    }),
    label: keyValueFlag('every session with this label; repeat it for those that have them all'),
    cookie: Flags.string({ summary: "a signed cookie's value", helpValue: 'VALUE', exclusive: ['label'] }),
    pool: poolFlag(),
    at: instantFlag({ summary: 'when it happened: 14:03, so long ago (20m), or 2026-05-01T12:00:00Z' }),
  };

  async run(): Promise<Answer> {
    const { flags } = await this.parse(Why);
    const nowMs = Date.now();
    const stories = await this.withLbd(flags, async (lbd) => {
      const told: [string, Story][] = [];
      for (const id of await this.#sessions(lbd, flags)) {
        told.push([id, storyOf(await lookUp(lbd, flags.pool, id), flags.at, nowMs)]);
      }
      return told;
    });
    if (stories.length > 0) this.log(stories.map(([, story]) => storyText(story, nowMs)).join('\n\n'));
    return {
      stories: stories.map(([session_id, { why, lines }]) => ({ session_id, why, timeline: lines.map(lineJson) })),
    };
  }

  override toSuccessJson(result: unknown): unknown {
    return result; // the events in it are API messages already
  }

  async #sessions(
    lbd: Lbd,
    flags: {
      readonly session: string | undefined;
      readonly label: string[] | undefined;
      readonly cookie: string | undefined;
      readonly pool: string;
    },
  ): Promise<readonly string[]> {
    if (flags.session !== undefined) return [flags.session];
    if (flags.cookie !== undefined) return [await this.#sessionOf(lbd, flags.pool, flags.cookie)];
    if (flags.label === undefined) {
      throw usageError('which session?', 'give --session ID, --label KEY=VALUE or --cookie VALUE');
    }
    const filter = labelFilter(parseKeyValues('--label', flags.label));
    const { sessions, next_page_token: more } = await lbd.listSessions({
      pool: flags.pool,
      filter,
      page_size: mostSessions,
    });
    if (sessions.length === 0) {
      this.notice(`no session of pool ${flags.pool} has ${filter} now; of one that is over: --session ID`);
    }
    if (more !== '')
      this.notice(`these are the first ${mostSessions}; \`lbctl sessions --filter '${filter}'\` lists all`);
    const ids = sessions.map(({ session_id: id }) => id).filter((id) => id !== '');
    if (ids.length < sessions.length) {
      this.notice(
        `the ids of ${sessions.length - ids.length} of them are sealed: only who has one can ask, by --session`,
      );
    }
    return ids;
  }

  /** What a cookie says is worth a look also when it does not count: that may be the answer. */
  async #sessionOf(lbd: Lbd, pool: string, cookie: string): Promise<string> {
    const { verdict, session_id: id } = await lbd.inspectCookie({ pool, value: cookieValue(cookie) });
    if (id === '') {
      throw usageError(
        `this is no signed cookie of pool ${pool}`,
        'a plain one is the session id itself: --session ID',
      );
    }
    if (verdict !== 'good') this.notice(`the cookie names ${id}, but ${verdictWords(verdict)}`);
    return id;
  }
}

function storyText({ why, lines }: Story, nowMs: number): string {
  const told = lines.map(({ event, about, text }) => {
    const time = clockTime(msOf(event.time), nowMs);
    return `${time}  ${about === 'backend' ? '  ' : ''}${plain(text)}`;
  });
  return [plain(why), ...(told.length > 0 ? ['', ...told] : [])].join('\n');
}

function lineJson({ event, about, text }: Line): object {
  return { ...apiJson(event), about, text };
}
