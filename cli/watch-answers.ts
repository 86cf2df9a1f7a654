import { exitCodes } from './exit-codes.ts';
import { apiJson } from './output/json.ts';
import { isLive, liveBlock, type Screen } from './output/live.ts';
import { pause, resumed, withPatience } from './patience.ts';

/** Often enough for people, seldom enough for a list of a thousand. */
const refreshEveryMs = 1_000;

/**
 * Asks again and again, and shows each answer: in place on a terminal, elsewhere as blocks with an empty line between,
 * with `json` as one document a line. Until Ctrl-C, through restarts of lbd; the first answer has to come at once.
 */
export async function watchAnswers<Answer extends object>(
  ask: () => Promise<Answer>,
  view: {
    readonly screen: Screen;
    readonly json: boolean;
    textOf(answer: Answer): string;
    notice(text: string): void;
  },
): Promise<void> {
  const { screen, textOf } = view;
  const block = isLive(screen) && !view.json ? liveBlock(screen) : undefined;
  let blocks = 0;
  const show = (answer: Answer) => {
    if (view.json) screen.write(`${JSON.stringify(apiJson(answer))}\n`);
    else if (block) block.show(textOf(answer).split('\n'));
    else screen.write(`${blocks++ === 0 ? '' : '\n'}${textOf(answer)}\n`);
  };
  const notice = (text: string) => {
    block?.settle();
    view.notice(text);
  };
  show(await ask());
  await withPatience(undefined, async (patience) => {
    async function* attempt(): AsyncGenerator<Answer> {
      for (;;) {
        await pause(refreshEveryMs, patience.over);
        if (patience.over.aborted) return;
        yield await ask();
      }
    }
    for await (const answer of resumed(attempt, patience, notice)) show(answer);
    process.exitCode = exitCodes.interrupted;
  });
}
