import { type CommandId, commandIds, loadCommand, verbsOf } from '../command-table.ts';
import { commandHelp } from './command-help.ts';
import { type GuideName, guideNames } from './guide-names.ts';
import { guides } from './guides.ts';
import { columns, paragraphs, section, textWidth } from './layout.ts';
import { overview } from './overview.ts';

/** The page of a command, of a word that has commands under it, of a guide; of lbctl itself for an empty name. */
export async function helpText(page: string, screenColumns: number | undefined): Promise<string> {
  if (page === '') return overview(screenColumns);
  if (commandIds.includes(page as CommandId)) return commandHelp(page as CommandId, screenColumns);
  if (guideNames.includes(page as GuideName)) return guide(page as GuideName, screenColumns);
  const rows = verbsOf(page).map(async (verb): Promise<[string, string]> => {
    const id = `${page} ${verb}` as CommandId;
    return [id, (await loadCommand(id)).summary ?? ''];
  });
  return `${section('USAGE', [`$ lbctl ${page} COMMAND`])}\n${section('COMMANDS', columns(await Promise.all(rows), textWidth(screenColumns)))}`;
}

function guide(name: GuideName, screenColumns: number | undefined): string {
  const { summary, text } = guides[name];
  return `${summary}\n\n${paragraphs(text, textWidth(screenColumns)).join('\n')}\n`;
}
