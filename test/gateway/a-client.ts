import { type Agent, type IncomingHttpHeaders, request as startRequest } from 'node:http';
import { connect } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly trailers: NodeJS.Dict<string>;
  readonly body: string;
}

export interface Wish {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

/** One request on a connection of its own, unless an agent keeps it. */
export function fetchFrom(port: number, { method = 'GET', path = '/', headers = {}, body, agent }: Wish = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const request = startRequest({ host: '127.0.0.1', port, method, path, headers, agent: agent ?? false });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        const { statusCode = 0, headers: answered, rawHeaders, trailers } = response;
        const text = Buffer.concat(chunks).toString();
        resolve({ status: statusCode, headers: answered, rawHeaders, trailers, body: text });
      });
    });
    request.end(body);
  });
}

/** A client with a cookie jar. */
export class Visitor {
  readonly #port: number;
  readonly cookies = new Map<string, string>();

  constructor(port: number) {
    this.#port = port;
  }

  async ask(wish: Wish = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...wish.headers, ...(cookie !== '' && { cookie }) };
    const answer = await fetchFrom(this.#port, { ...wish, headers });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/; Max-Age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  /** Which backend answered. */
  async backend(wish: Wish = {}): Promise<string> {
    return JSON.parse((await this.ask(wish)).body).backend;
  }
}

/** Sends bytes and answers all that came until the other side closed, or until `until` matches. */
export function raw(port: number, bytes: string | Buffer, until?: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1');
    const end = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (chunk) => {
      text += chunk;
      if (until?.test(text)) end();
    });
    socket.on('close', end);
    socket.on('error', (error) => (text === '' ? reject(error) : end()));
  });
}
