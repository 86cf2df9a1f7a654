import { Args } from '@oclif/core';
import { LbctlCommand } from '../base-command.ts';
import { completionScripts, type Shell } from '../completion/scripts.ts';

const shells = Object.keys(completionScripts) as Shell[];

export default class Completion extends LbctlCommand {
  static override summary = 'print what makes a shell complete commands, flags, pools, backends and sessions';
  static override description =
    'bash: source <(lbctl completion bash), in ~/.bashrc. zsh: source <(lbctl completion zsh) in ~/.zshrc, behind ' +
    'compinit. fish: lbctl completion fish > ~/.config/fish/completions/lbctl.fish. Names are those of the lbd that the ' +
    'command would go to, asked when Tab is pressed, for half a second at most.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> bash > lbctl.bash',
    '<%= config.bin %> <%= command.id %> zsh > _lbctl',
    '<%= config.bin %> <%= command.id %> fish > lbctl.fish',
  ];
  static override args = {
    shell: Args.string({ description: shells.join(', '), options: shells, required: true, ignoreStdin: true }),
  };

  async run(): Promise<{ shell: Shell; script: string }> {
    const { args } = await this.parse(Completion);
    const shell = args.shell as Shell;
    const script = completionScripts[shell];
    this.log(script.trimEnd());
    return { shell, script };
  }
}
