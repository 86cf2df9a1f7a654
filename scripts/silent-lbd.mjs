// An lbd that answers every call with an empty message, for a program that is run only to be warm.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Server, ServerCredentials } from '@grpc/grpc-js';

/** Lends its address to `use`; what `use` prints meanwhile is not shown. */
export async function withSilentLbd(use) {
  const { adminService, routingService } = await import('../dist/proto/lean-contract.js');
  const folder = mkdtempSync(join(tmpdir(), 'lbd-'));
  const address = `unix:${join(folder, 'lbd.sock')}`;
  const server = new Server();
  for (const service of [adminService, routingService]) {
    server.addService(service, Object.fromEntries(Object.keys(service).map((name) => [name, answerNothing])));
  }
  await promisify(server.bindAsync.bind(server))(address, ServerCredentials.createInsecure());
  const { write } = process.stdout;
  const { exitCode } = process;
  process.stdout.write = process.stderr.write = () => true;
  try {
    await use(address);
  } finally {
    process.stdout.write = write;
    delete process.stderr.write;
    process.exitCode = exitCode;
    server.forceShutdown();
    rmSync(folder, { recursive: true, force: true });
  }
}

function answerNothing(_call, callback) {
  callback(null, {});
}
