import { onTestFinished } from 'vitest';

export interface ServerEvent {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any event, and fails where it is another
  readonly data: any;
}

export interface AnEventReader {
  readonly status: number;
  readonly headers: Headers;
  /** The next event of this name; others wait until they are asked for. Rejects when the stream ends before. */
  next(event: string): Promise<ServerEvent>;
  /** Of the answer that is no stream. */
  body(): Promise<unknown>;
  leave(): void;
}

/** Reads server-sent events as a client of another make would: by the letter of the format. */
export async function anEventReader(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<AnEventReader> {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const response = await fetch(url, { headers, signal: gone.signal });
  const events = eventsOf(response);
  const waiting: ServerEvent[] = [];
  return {
    status: response.status,
    headers: response.headers,
    body: () => response.json(),
    leave: () => gone.abort(),
    async next(event) {
      for (;;) {
        const at = waiting.findIndex((each) => each.event === event);
        if (at >= 0) return waiting.splice(at, 1)[0]!;
        const { value, done } = await events.next();
        if (done) throw new Error(`the stream ended before ${event}`);
        waiting.push(value);
      }
    },
  };
}

async function* eventsOf(response: Response): AsyncGenerator<ServerEvent> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2)));
      if (fields.data !== undefined)
        yield { id: fields.id ?? '', event: fields.event ?? 'message', data: JSON.parse(fields.data) };
    }
  }
}
