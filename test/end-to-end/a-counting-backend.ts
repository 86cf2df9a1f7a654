import { type Running, run } from '../support/a-process.ts';

const program = `
  const http = require('node:http');
  const [id, port] = process.argv.slice(1);
  const boot = id + '-' + process.pid;
  const counts = new Map();
  http.createServer((request, response) => {
    const client = request.headers['x-client'] ?? '';
    const count = (counts.get(client) ?? 0) + 1;
    counts.set(client, count);
    const generation = Number(request.headers['x-lb-generation'] ?? 0);
    console.log(JSON.stringify({ client, generation, id }));
    response.writeHead(200, { 'x-lb-instance': boot, 'content-type': 'application/json' });
    response.end(JSON.stringify({ backend: id, boot, count, generation }));
  }).listen(Number(port), '127.0.0.1', function () { console.error('port ' + this.address().port); });
`;

/** What a backend wrote in its own log about a request. */
export interface Logged {
  readonly client: string;
  readonly generation: number;
  readonly id: string;
}

/** An HTTP backend as a process: it counts each client's requests in its memory, and logs them. */
export interface CountingBackend {
  readonly id: string;
  readonly address: string;
  /** All that its processes logged. */
  logged(): Logged[];
  kill(): Promise<void>;
  /** A new process on the same port: what the old one remembered is gone. */
  start(): Promise<void>;
}

export async function aCountingBackend(id: string): Promise<CountingBackend> {
  const all: Running[] = [];
  let port = 0;
  const start = async (): Promise<void> => {
    const running = run(process.execPath, ['-e', program, id, String(port)]);
    all.push(running);
    const [, bound] = await running.seen('stderr', /port (\d+)/);
    port = Number(bound);
  };
  await start();
  return {
    id,
    get address() {
      return `127.0.0.1:${port}`;
    },
    logged: () =>
      all.flatMap((running) =>
        running
          .stdout()
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as Logged),
      ),
    async kill() {
      const last = all.at(-1)!;
      last.child.kill('SIGKILL');
      await last.ended;
    },
    start,
  };
}
