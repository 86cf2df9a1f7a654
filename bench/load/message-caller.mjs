import { once } from 'node:events';
import { connect } from 'node:http2';

/** Answers are read as fast as they come: no window ever holds a server up. */
const windowBytes = 2 ** 24;

/**
 * A closed loop of messages over one gRPC stream: each answer sends the next message. Messages are encoded beforehand,
 * and of most answers only the length is read, so that a caller costs far less than the server it loads.
 */
export async function openMessageCaller({ port, path, messages, sampleEvery, onSample }) {
  const session = connect(`http://127.0.0.1:${port}`, { settings: { initialWindowSize: windowBytes } });
  await once(session, 'connect');
  session.setLocalWindowSize(windowBytes);
  const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc+proto', te: 'trailers' };
  const stream = session.request(headers);
  const frames = messages.map(framed);
  let answered = () => {};
  let failed = () => {};
  let rest = Buffer.alloc(0);
  let seen = 0;
  stream.on('error', (error) => failed(error));
  stream.on('trailers', (trailers) => failed(new Error(`the stream ended with status ${trailers['grpc-status']}`)));
  stream.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 5) {
      const end = at + 5 + bytes.readUInt32BE(at + 1);
      if (end > bytes.length) break;
      seen += 1;
      if (seen % sampleEvery === 0) onSample(bytes.subarray(at + 5, end));
      at = end;
      answered();
    }
    rest = bytes.subarray(at);
  });
  return {
    /** Keeps so many messages in flight for `forMs`, then waits for the last answers. */
    run({ inFlight, forMs }) {
      return new Promise((resolve, reject) => {
        const startedAtMs = performance.now();
        let answers = 0;
        let sent = 0;
        const send = () => {
          stream.write(frames[sent % frames.length]);
          sent += 1;
        };
        failed = reject;
        answered = () => {
          answers += 1;
          if (performance.now() - startedAtMs < forMs) send();
          else if (answers === sent) resolve({ answers, seconds: (performance.now() - startedAtMs) / 1_000 });
        };
        for (let i = 0; i < inFlight; i += 1) send();
      });
    },
  };
}

function framed(message) {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  message.copy(frame, 5);
  return frame;
}
