import { refusalOf } from './api.js';

const firstDelayMs = 500;
const longestDelayMs = 10_000;
/** lbd says something at least every 15 s. */
const silenceMs = 40_000;

/**
 * Follows lbd's events, for ever. After a break it goes on where it left off, by the id of the last event; what it
 * missed is told by lbd. (EventSource tells no refusal's words, and gives up for good at a 503.)
 *
 * @param {{ onEvent: (event: string, data: any) => void, onState: (state: string, detail?: any) => void }} listener
 * @returns {{ retry: () => void }} which does not wait any longer
 */
export function follow({ onEvent, onState }) {
  let lastId = '';
  let failures = 0;
  let stopWaiting = () => {};
  let stopReading = () => {};

  async function run() {
    for (;;) {
      const abort = new AbortController();
      stopReading = () => abort.abort();
      let silence = setTimeout(stopReading, silenceMs);
      let refusal;
      try {
        const headers = { accept: 'text/event-stream' };
        if (lastId !== '') headers['last-event-id'] = lastId;
        const response = await fetch('api/stream', { headers, cache: 'no-store', signal: abort.signal });
        if (!response.ok) throw await refusalOf(response);
        onState('live');
        for await (const event of eventsOf(response.body)) {
          clearTimeout(silence);
          silence = setTimeout(stopReading, silenceMs);
          failures = 0;
          if (event.id !== '') lastId = event.id;
          if (event.data !== '') onEvent(event.name, JSON.parse(event.data));
        }
      } catch (error) {
        refusal = error;
      }
      clearTimeout(silence);
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
      failures += 1;
      onState('lost', { refusal, delayMs });
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, delayMs);
        stopWaiting = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  }

  void run();
  return {
    retry() {
      failures = 0;
      stopReading();
      stopWaiting();
    },
  };
}

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const end = text.lastIndexOf('\n\n');
    if (end < 0) continue;
    const blocks = text.slice(0, end).split('\n\n');
    text = text.slice(end + 2);
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block) {
  const event = { id: '', name: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ');
    const [field, value] = [line.slice(0, colon), line.slice(colon + 2)];
    if (field === 'id') event.id = value;
    else if (field === 'event') event.name = value;
    else if (field === 'data') event.data += value;
  }
  return event;
}
