import { type Running, run } from './a-process.ts';

const program = `
  const http = require('node:http');
  const [id, port] = process.argv.slice(1);
  const counts = new Map();
  const server = http.createServer((request, response) => {
    const session = request.headers['x-session-id'] ?? '';
    if (session) counts.set(session, (counts.get(session) ?? 0) + 1);
    response.setHeader('X-LB-Instance', id + '-' + process.pid);
    response.end(JSON.stringify({ backend: id, count: counts.get(session) ?? 0 }));
  });
  server.listen(Number(port), '127.0.0.1', () => console.log('port ' + server.address().port));
`;

/** A real HTTP backend as a process: it keeps a counter a session in its memory, and names its process. */
export interface BackendProcess {
  readonly id: string;
  readonly port: number;
  kill(): Promise<void>;
  /** A new process on the same port: what the old one remembered is gone. */
  start(): Promise<void>;
}

export async function aBackendProcess(id: string): Promise<BackendProcess> {
  let running: Running;
  let port = 0;
  const start = async (): Promise<void> => {
    running = run(process.execPath, ['-e', program, id, String(port)]);
    const [, bound] = await running.seen('stdout', /port (\d+)/);
    port = Number(bound);
  };
  await start();
  return {
    id,
    get port() {
      return port;
    },
    async kill() {
      running.child.kill('SIGKILL');
      await running.ended;
    },
    start,
  };
}
