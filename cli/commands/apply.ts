import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Flags } from '@oclif/core';
import { type Carried, carryOut } from '../apply/carry-out.ts';
import { countsText, fieldText, nameOf, planText } from '../apply/change-view.ts';
import { type Change, changesFor } from '../apply/changes.ts';
import { parsePlan } from '../apply/plan-file.ts';
import { prune } from '../apply/prune.ts';
import { answerTimeoutMs, LbctlCommand } from '../base-command.ts';
import { confirm } from '../confirm.ts';
import { CommandError, usageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { durationFlag, reasonFlag, waitTimeoutFlag, yesFlag } from '../flags.ts';
import { counted } from '../output/words.ts';
import { progressReport } from '../progress-report.ts';

/** How long sessions of a backend that goes may stay when nobody says: as `lbctl drain` has it. */
const pruneDeadlineMs = 300_000;

/** What became of each pool and backend: `--json` prints it. */
export interface Applied {
  readonly changes: readonly (Pick<Change, 'kind' | 'action' | 'pool' | 'id' | 'fields'> & {
    readonly error?: string;
  })[];
}

export default class Apply extends LbctlCommand {
  static override summary = 'make pools and backends as a file says';
  static override description =
    'The file has pools and backends, as YAML or JSON, under the names of the API: `lbctl export` writes one, and ' +
    '`lbd --bootstrap` takes the same. What the file does not say of a pool or a backend stays as it is; applying it ' +
    'twice changes nothing. With --diff nothing is changed, and the exit code is 0 when nothing would be, 6 when ' +
    'something would. With --prune backends and pools that are not in the file go: a backend is drained first, and ' +
    'stays when it does not become empty. What fails keeps nothing else from being done; the exit code is then 1.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> -f lbd.yaml --diff',
    '<%= config.bin %> <%= command.id %> -f lbd.yaml',
    '<%= config.bin %> export | <%= config.bin %> <%= command.id %> -f -',
    '<%= config.bin %> <%= command.id %> -f lbd.yaml --prune --deadline 10m --yes',
  ];
  static override usage = '<%= command.id %> -f FILE [FLAGS]';
  static override flags = {
    file: Flags.string({ char: 'f', summary: 'the file; - for stdin', helpValue: 'FILE', required: true }),
    diff: Flags.boolean({ summary: 'say what would change, and change nothing', exclusive: ['yes'] }),
    prune: Flags.boolean({ summary: 'remove what the file does not have, backends drained first' }),
    deadline: durationFlag({
      summary: 'how long sessions of a backend that is pruned may stay (5m)',
      dependsOn: ['prune'],
    }),
    'keep-sessions': Flags.boolean({ summary: 'new addresses are the same processes: their sessions stay' }),
    reason: reasonFlag(),
    yes: yesFlag(),
    timeout: waitTimeoutFlag('how long an answer may take (10s), and pruned backends to be drained (no bound)'),
  };

  async run(): Promise<Applied> {
    const { flags } = await this.parse(Apply);
    const plan = await parsePlan(await this.#read(flags.file), flags.file);
    const answerMs = Math.min(answerTimeoutMs, flags.timeout ?? answerTimeoutMs);
    return this.withLbd({ ...flags, timeout: answerMs }, async (lbd) => {
      const [{ pools }, { backends }] = await Promise.all([lbd.listPools({}), lbd.listBackends({ pool: '' })]);
      const changes = changesFor(plan, { pools, backends }, flags);
      if (flags.diff) return this.#diff(changes);
      await this.#confirmRemovals(changes, flags.yes);

      const carried = await carryOut(lbd, changes, { keepSessions: flags['keep-sessions'] });
      const failed = carried.some(({ error }) => error !== undefined);
      this.#tell(carried);
      if (flags.prune && failed) this.notice('nothing is removed while something else failed');
      else if (flags.prune) {
        const report = progressReport(process.stderr, {
          json: false,
          now: Date.now,
          warn: (words) => this.notice(words),
        });
        const options = { deadlineMs: flags.deadline ?? pruneDeadlineMs, timeoutMs: flags.timeout };
        const removed = await prune(lbd, changes, { ...options, reason: flags.reason ?? '' }, report);
        this.#tell(removed);
        carried.push(...removed);
      }
      return this.#conclude(carried);
    });
  }

  override toSuccessJson(result: unknown): unknown {
    return result; // settings as the file has them, not as the API does
  }

  async #read(file: string): Promise<string> {
    if (file === '-') return text(process.stdin);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw usageError(`${file} can't be read: ${(error as Error).message}`, '-f - reads stdin');
    }
  }

  #diff(changes: readonly Change[]): Applied {
    const differing = changes.filter(({ action }) => action !== 'none');
    this.log(differing.length === 0 ? 'nothing would change' : planText(changes));
    if (differing.length > 0) process.exitCode = exitCodes.timedOut;
    return { changes: changes.map(outlineOf) };
  }

  async #confirmRemovals(changes: readonly Change[], yes: boolean): Promise<void> {
    const gone = changes.filter(({ action }) => action === 'remove');
    if (gone.length === 0) return;
    const sessions = gone.reduce((sum, change) => sum + change.sessions, 0);
    const names = gone.slice(0, 5).map(nameOf).join(', ');
    const more = gone.length > 5 ? ` and ${gone.length - 5} more` : '';
    await confirm(`Remove ${names}${more}?`, yes, async () => `${counted(sessions, 'session')} there`);
  }

  #tell(carried: readonly Carried[]): void {
    const done = { create: 'created', update: 'changed', remove: 'removed', none: '' } as const;
    for (const { change, error } of carried) {
      const fields = change.action === 'update' ? `: ${change.fields.map(fieldText).join(', ')}` : '';
      // With --json it stands in the answer.
      if (error && !this.jsonEnabled()) this.notice(`error: ${nameOf(change)}: ${error.message}`);
      else if (change.action !== 'none') this.log(`${nameOf(change)} ${done[change.action]}${fields}`);
    }
  }

  #conclude(carried: readonly Carried[]): Applied {
    const failures = carried.filter(({ error }) => error !== undefined);
    const done = carried.filter(({ error }) => error === undefined).map(({ change }) => change);
    this.log(countsText(done));
    const applied = { changes: carried.map(({ change, error }) => ({ ...outlineOf(change), ...errorOf(error) })) };
    if (failures.length === 0) return applied;
    if (this.jsonEnabled()) this.logJson(applied);
    throw someFailed(failures, carried.length);
  }
}

function outlineOf({ kind, action, pool, id, fields }: Change): Applied['changes'][number] {
  return { kind, action, pool, id, fields };
}

function errorOf(error: CommandError | undefined): { error?: string } {
  return error === undefined ? {} : { error: error.message };
}

/** One failure alone keeps its own code; of several none speaks for the others. */
function someFailed(failures: readonly Carried[], count: number): CommandError {
  const names = failures
    .slice(0, 5)
    .map(({ change }) => nameOf(change))
    .join(', ');
  const more = failures.length > 5 ? ` and ${failures.length - 5} more` : '';
  const isInterrupted = failures.some(({ error }) => error?.problem.exitCode === exitCodes.interrupted);
  const exitCode: ExitCode = isInterrupted ? exitCodes.interrupted : exitCodes.failed;
  return new CommandError({
    code: 'ABORTED',
    reason: 'SOME_FAILED',
    message: `${failures.length} of ${count} failed: ${names}${more}`,
    hint: 'what was done stays; mend what is named above and repeat it, for what is done is not done twice',
    metadata: {},
    exitCode,
  });
}
