import { Flags } from '@oclif/core';
import { type CommonFlags, LbctlCommand } from './base-command.ts';
import type { Lbd } from './client.ts';
import { watchAnswers } from './watch-answers.ts';

export const watchFlag = () => Flags.boolean({ char: 'w', summary: 'show it again every second, until Ctrl-C' });

/** A list: what lbd answers, how people read it, and what the list itself does not tell. */
export interface List<Answer> {
  ask(lbd: Lbd): Promise<Answer>;
  /** Empty for no rows. */
  textOf(answer: Answer): string;
  /** That it is empty, or not whole; empty when there is nothing to say. Not said with `--json`. */
  remarkOf(answer: Answer): string;
}

/** A command that lists: once, or with --watch again and again. */
export abstract class ListCommand extends LbctlCommand {
  protected async list<Answer extends object>(
    flags: CommonFlags & { readonly watch: boolean },
    { ask, textOf, remarkOf }: List<Answer>,
  ): Promise<Answer | undefined> {
    return this.withLbd(flags, async (lbd) => {
      if (flags.watch) {
        const lines = (answer: Answer) => [textOf(answer), remarkOf(answer)].filter((text) => text !== '').join('\n');
        await watchAnswers(() => ask(lbd), {
          screen: process.stdout,
          json: this.jsonEnabled(),
          textOf: lines,
          notice: (text) => this.notice(text),
        });
        return undefined;
      }
      const answer = await ask(lbd);
      const text = textOf(answer);
      if (text !== '') this.log(text);
      const remark = this.jsonEnabled() ? '' : remarkOf(answer);
      if (remark !== '') this.notice(remark);
      return answer;
    });
  }
}
