import { Command, Flags } from '@oclif/core';
import type { Address } from './address.ts';
import type { Lbd } from './client.ts';
import { addressOf, type ConnectionFlags } from './contexts/connection.ts';
import { credentialFlags } from './credential-flags.ts';
import { durationFlag } from './flags.ts';
import { hasColour } from './output/colour.ts';
import { apiJson } from './output/json.ts';
import { wantsJson } from './output/wants-json.ts';
import { problemOf, report } from './report.ts';

/** What every command understands. */
export interface CommonFlags extends ConnectionFlags {
  readonly timeout: number | undefined;
}

/** How long lbd may take for an answer when nobody says. */
export const answerTimeoutMs = 10_000;

/**
 * A command of lbctl: it returns the API's message, which `--json` prints, and logs lines for people, which it doesn't.
 * The gRPC library is loaded when a command calls lbd, not before: help and usage errors are quick.
 */
export abstract class LbctlCommand extends Command {
  static override enableJsonFlag = true;

  static override baseFlags = {
    address: Flags.string({
      summary: 'where lbd listens: unix:PATH or tcp:HOST:PORT (or LBCTL_ADDRESS, a context, a default socket)',
      helpGroup: 'GLOBAL',
      helpValue: 'ADDRESS',
    }),
    context: Flags.string({
      summary: 'how to reach it, by a name of `lbctl context` (or LBCTL_CONTEXT)',
      helpGroup: 'GLOBAL',
      helpValue: 'NAME',
      exclusive: ['address'],
    }),
    ...credentialFlags,
    json: Flags.boolean({ summary: 'print the answer as JSON (errors too, on stderr)', helpGroup: 'GLOBAL' }),
    timeout: durationFlag({
      summary: 'how long to wait for an answer',
      default: answerTimeoutMs,
      defaultHelp: async () => '10s',
      helpGroup: 'GLOBAL',
    }),
  };

  /** The whole life of the command: it parses, asks lbd, says what came of it, and never throws. */
  async runIt(): Promise<void> {
    try {
      const result: unknown = await this.run();
      if (result && this.jsonEnabled()) this.logJson(this.toSuccessJson(result));
    } catch (error) {
      await this.catch(error as Error);
    }
  }

  override jsonEnabled(): boolean {
    return wantsJson(this.argv);
  }

  /** One line for programs, indented for people who look at it. */
  override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, process.stdout.isTTY ? 2 : undefined)}\n`);
  }

  override toSuccessJson(result: unknown): unknown {
    return typeof result === 'object' && result !== null ? apiJson(result) : result;
  }

  override async catch(error: Error): Promise<void> {
    const problem = problemOf(error, this.id);
    report(problem, this.jsonEnabled());
    process.exitCode = problem.exitCode;
  }

  /** Calls lbd at the address that the flags, the environment, a context or the default sockets name. */
  protected async withLbd<T>(flags: CommonFlags, use: (lbd: Lbd) => Promise<T>): Promise<T> {
    return this.withLbdAt(this.addressOf(flags), flags.timeout, use);
  }

  protected async withLbdAt<T>(
    address: Address,
    timeoutMs: number | undefined,
    use: (lbd: Lbd) => Promise<T>,
  ): Promise<T> {
    const { connect } = await import('./client.ts');
    const lbd = connect(address, timeoutMs ?? answerTimeoutMs);
    try {
      return await use(lbd);
    } finally {
      lbd.close();
    }
  }

  protected addressOf(flags: CommonFlags): Address {
    return addressOf(flags, process.env);
  }

  /** A word to the person at the terminal that is no answer: on stderr, with `--json` too. */
  protected notice(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  protected get colour(): boolean {
    return hasColour(process.stdout);
  }
}
