import { type CommandId, commandIds, loadCommand } from '../command-table.ts';
import { guideNames } from './guide-names.ts';
import { guides } from './guides.ts';
import { columns, paragraphs, section, textWidth } from './layout.ts';

/** Commands by what one wants, in the order in which one comes to need them. */
const groups: Readonly<Record<string, readonly CommandId[]>> = {
  'SEE HOW IT STANDS': ['status', 'top', 'backends', 'pools', 'sessions', 'violations'],
  'UNDERSTAND WHY': ['why', 'sessions show', 'events', 'cookie inspect', 'route'],
  'TAKE A BACKEND OUT, AND BACK': ['drain', 'wait', 'undrain', 'cordon', 'uncordon'],
  'CHANGE WHAT THERE IS': ['backends add', 'backends set', 'backends remove', 'pools set', 'pools remove'],
  'CHANGE SESSIONS': ['expire', 'sessions move', 'sessions pin', 'sessions label', 'sessions end'],
  'KEEP IT, AND LET PEOPLE IN': ['export', 'apply', 'backup', 'tokens new', 'keys rotate', 'keys export'],
  'REACH ANOTHER LBD': ['context', 'context set', 'context use', 'context show'],
  'TYPE LESS': ['completion'],
};

const firstSteps: readonly (readonly [line: string, meaning: string])[] = [
  ['$ lbctl backends add api-1 10.0.0.11:8080', 'a server that takes sessions'],
  ['$ lbctl route ada', 'where does ada live?'],
  ['$ lbctl sessions', 'who lives where, and until when'],
  ['$ lbctl drain api-1 --deadline 5m --wait', 'empty it, and watch'],
];

/** What lbctl is for, and where to look next. */
export async function overview(screenColumns: number | undefined): Promise<string> {
  const width = textWidth(screenColumns);
  const summaries = new Map<CommandId, string>();
  for (const id of commandIds) summaries.set(id, (await loadCommand(id)).summary ?? '');
  const told = new Set(Object.values(groups).flat());
  const others = commandIds.filter((id) => !told.has(id));
  const rows = (ids: readonly CommandId[]) =>
    columns(
      ids.map((id) => [id, summaries.get(id) ?? '']),
      width,
    );
  const about = guideNames.map((name) => [`help ${name}`, guides[name].summary] as const);
  return [
    'lbctl operates lbd: who lives where, who may stay, who has to move\n',
    section('USAGE', ['$ lbctl COMMAND [FLAGS]', '$ lbctl help COMMAND']),
    section('FIRST STEPS', columns(firstSteps, width, 44)),
    ...Object.entries(groups).map(([heading, ids]) => section(heading, rows(ids))),
    section('MORE', rows(others)),
    section('GUIDES', columns(about, width)),
    section('EVERYWHERE', paragraphs(everywhere, width)),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const everywhere =
  'Every command takes --json, and says with its exit code how it went: 0 done, 1 failed, 2 usage, 3 not found, ' +
  '4 unavailable, 5 refused, 6 timed out or work left, 130 Ctrl-C.';
