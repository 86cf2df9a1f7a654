import { Flags } from '@oclif/core';
import { LbctlCommand } from '../base-command.ts';
import type { Lbd } from '../client.ts';
import { exitCodes } from '../exit-codes.ts';
import { durationFlag } from '../flags.ts';
import { isLive, liveBlock } from '../output/live.ts';
import { pause, resumed, withPatience } from '../patience.ts';
import { frame, type Snapshot, type SortKey, sortKeys } from '../top/frame.ts';
import { footLines, type Wish, withKeyboard } from '../top/keyboard.ts';

/** Below this nobody can read along. */
const shortestIntervalMs = 100;

export default class Top extends LbctlCommand {
  static override summary = 'watch the backends: sessions, share, growth and health, live';
  static override description =
    'On a terminal it is refreshed until q or Ctrl-C, and keys change the order: s sessions, g growth, f requests in ' +
    'flight, h health, i id, r reverse. Elsewhere it is one frame, with the growth of one interval; with --json it is ' +
    "lbd's status and the backends.";
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --sort growth --interval 500ms',
    '<%= config.bin %> <%= command.id %> --pool default --json',
  ];
  static override flags = {
    pool: Flags.string({ summary: 'only the backends of this pool', helpValue: 'NAME' }),
    sort: Flags.option({
      options: Object.keys(sortKeys) as SortKey[],
      default: 'sessions' as const,
      summary: 'the order of the rows',
    })(),
    reverse: Flags.boolean({ char: 'r', summary: 'the other way round' }),
    interval: durationFlag({ summary: 'how often it is refreshed', default: 1_000, defaultHelp: async () => '1s' }),
  };

  #sort: SortKey = 'sessions';
  #reversed = false;

  async run(): Promise<Omit<Snapshot, 'atMs'> | undefined> {
    const { flags } = await this.parse(Top);
    this.#sort = flags.sort;
    this.#reversed = flags.reverse;
    const intervalMs = Math.max(shortestIntervalMs, flags.interval);
    return this.withLbd(flags, async (lbd) => {
      const ask = () => snapshot(lbd, flags.pool ?? '');
      const first = await ask();
      if (isLive(process.stdout) && !this.jsonEnabled()) return this.#watch(first, ask, intervalMs);
      await pause(intervalMs, new AbortController().signal);
      const { atMs, ...second } = await ask();
      this.log(this.#frame({ atMs, ...second }, first));
      return second;
    });
  }

  async #watch(first: Snapshot, ask: () => Promise<Snapshot>, intervalMs: number): Promise<undefined> {
    const block = liveBlock(process.stdout);
    let [before, now]: [Snapshot | undefined, Snapshot] = [undefined, first];
    const show = () =>
      block.show([...this.#frame(now, before).split('\n'), '', ...footLines(this.#sort, this.#reversed)]);
    const quit = new AbortController();
    const pressed = (wish: Wish) => {
      if (wish === 'quit') quit.abort();
      else if (wish === 'interrupt') process.kill(process.pid, 'SIGINT');
      else {
        if (wish === 'reverse') this.#reversed = !this.#reversed;
        else this.#sort = wish.sort;
        show();
      }
    };
    const notice = (text: string) => {
      block.settle();
      this.notice(text);
    };
    await withPatience(undefined, async (patience) => {
      const over = AbortSignal.any([patience.over, quit.signal]);
      async function* attempt(): AsyncGenerator<Snapshot> {
        for (;;) {
          await pause(intervalMs, over);
          if (over.aborted) return;
          yield await ask();
        }
      }
      await withKeyboard(process.stdin, pressed, async () => {
        show();
        for await (const next of resumed(attempt, { over, interrupted: patience.interrupted }, notice)) {
          [before, now] = [now, next];
          show();
        }
      });
      if (patience.interrupted) process.exitCode = exitCodes.interrupted;
    });
  }

  #frame(now: Snapshot, before: Snapshot | undefined): string {
    const view = { sort: this.#sort, reversed: this.#reversed, colour: this.colour, nowMs: Date.now() };
    return frame(now, before, view);
  }
}

async function snapshot(lbd: Lbd, pool: string): Promise<Snapshot> {
  const [status, { backends }] = await Promise.all([lbd.getStatus({}), lbd.listBackends({ pool })]);
  return { atMs: performance.now(), status, backends };
}
