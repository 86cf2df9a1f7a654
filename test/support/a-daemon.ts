import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import { AdminClient, RoutingClient } from '../../proto/contract.ts';
import { type Running, run, runBuilt } from './a-process.ts';

type Unary<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response?: Response) => void,
) => unknown;

/** A built lbd on a folder of its own, to be killed and started again, with its clients and lbctl. */
export interface ADaemon {
  readonly folder: string;
  readonly address: string;
  readonly routing: InstanceType<typeof RoutingClient>;
  readonly admin: InstanceType<typeof AdminClient>;
  readonly process: Running;
  /** Ends it by `signal` and starts it again on the same folder; resolves when it is ready. */
  restart(signal: NodeJS.Signals): Promise<void>;
  /** Runs lbctl against it. */
  lbctl(
    ...args: string[]
  ): Promise<{ readonly code: number | NodeJS.Signals; readonly stdout: string; readonly stderr: string }>;
  stop(): Promise<void>;
}

/** @param prepare fills the folder before the first start, and answers further arguments */
export async function aDaemon(
  args: readonly string[] = [],
  prepare: (folder: string) => readonly string[] = () => [],
): Promise<ADaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-e2e-'));
  const prepared = prepare(folder);
  const address = `unix:${folder}/lbd.sock`;
  const start = async (): Promise<Running> => {
    const running = runBuilt('daemon/main.js', ['--data', folder, '--listen', address, ...args, ...prepared]);
    await running.seen('stdout', /"event":"ready"/);
    return running;
  };
  let running = await start();
  const options = { 'grpc.initial_reconnect_backoff_ms': 20, 'grpc.max_reconnect_backoff_ms': 100 };
  const routing = new RoutingClient(address, credentials.createInsecure(), options);
  const admin = new AdminClient(address, credentials.createInsecure(), options);
  return {
    folder,
    address,
    routing,
    admin,
    get process() {
      return running;
    },
    async restart(signal) {
      running.child.kill(signal);
      await running.ended;
      running = await start();
    },
    async lbctl(...words) {
      const typed = run(process.execPath, ['dist/cli/main.js', ...words], { env: { LBCTL_ADDRESS: address } });
      return { code: await typed.ended, stdout: typed.stdout(), stderr: typed.stderr() };
    },
    async stop() {
      routing.close();
      admin.close();
      running.child.kill('SIGTERM');
      await running.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A call as a promise. */
export function ask<Request, Response>(
  client: object,
  method: Unary<Request, Response>,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, response) => (error ? reject(error) : resolve(response!)));
  });
}
