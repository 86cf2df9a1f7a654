import { once } from 'node:events';
import { connect } from 'node:net';
import {
  clientPreface,
  encodeFrame,
  flag,
  frame,
  frameHeaderBytes,
  requestHeaders,
  statusZero,
  windowUpdate,
} from './http2-frames.mjs';

const grantEvery = 2 ** 20; // bytes of answers
const firstWindow = 65_535;

/**
 * A closed loop of calls to one unary gRPC method over one connection: each answer starts the next call.
 *
 * It is made to cost far less than the server it loads: requests are encoded beforehand and copied, all that one read
 * of the socket brings is answered by one write, and trailers are compared, not decoded. Every call's grpc-status is
 * checked.
 */
export async function openUnaryCaller({ host, port, path, bodies, sampleEvery = 64, onSample = () => {} }) {
  const socket = connect({ host, port, noDelay: true });
  await once(socket, 'connect');
  const headers = requestHeaders(path, `${host}:${port}`);
  const requests = bodies.map((body) => encodeCall(headers.later, body));
  const largest = requests.reduce((most, { length }) => Math.max(most, length), 0);
  const ok = statusZero();

  let output = Buffer.alloc(largest * 64);
  let outputBytes = 0;
  let stream = 1;
  let sendWindow = firstWindow;
  let receivedBytes = 0;
  let messages = 0;
  let rest = Buffer.alloc(0);
  let okTrailers = Buffer.alloc(0);
  let run = idle();
  let stopping = false;

  socket.write(clientPreface());
  socket.on('data', read);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.on('error', (error) => fail(error));

  function read(chunk) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    run.nowMs = performance.now();
    while (bytes.length - at >= frameHeaderBytes) {
      const end = at + frameHeaderBytes + ((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]);
      if (end > bytes.length) break;
      take(bytes, at, end);
      at = end;
    }
    rest = bytes.subarray(at);
    startCalls();
  }

  function take(bytes, at, end) {
    const flags = bytes[at + 4];
    switch (bytes[at + 3]) {
      case frame.data:
        receivedBytes += end - at - frameHeaderBytes;
        messages += 1;
        if (messages % sampleEvery === 0) onSample(bytes.subarray(at + frameHeaderBytes + 5, end));
        return;
      case frame.headers:
        if (flags & flag.endStream) finish(bytes, at, end);
        return;
      case frame.settings:
        if (!(flags & flag.ack)) socket.write(encodeFrame(frame.settings, flag.ack, 0, Buffer.alloc(0)));
        return;
      case frame.ping:
        if (!(flags & flag.ack)) socket.write(encodeFrame(frame.ping, flag.ack, 0, bytes.subarray(end - 8, end)));
        return;
      case frame.windowUpdate:
        if (bytes.readUInt32BE(at + 5) === 0) sendWindow += bytes.readUInt32BE(end - 4);
        return;
      case frame.reset:
        return fail(new Error(`the server reset a call with code ${bytes.readUInt32BE(end - 4)}`));
      case frame.goAway:
        return fail(new Error(`the server said goodbye with code ${bytes.readUInt32BE(at + frameHeaderBytes + 4)}`));
    }
  }

  function finish(bytes, at, end) {
    if (!same(bytes, at + frameHeaderBytes, end, okTrailers)) {
      const trailers = Buffer.from(bytes.subarray(at + frameHeaderBytes, end));
      if (!trailers.includes(ok))
        return fail(new Error(`a call ended without grpc-status 0: ${trailers.toString('latin1')}`));
      okTrailers = trailers;
    }
    run.answers += 1;
    run.inFlight -= 1;
    run.tookMs.push(run.nowMs - run.startedMs[((bytes.readUInt32BE(at + 5) - 1) / 2) % run.startedMs.length]);
  }

  function startCalls() {
    if (receivedBytes >= grantEvery) {
      socket.write(windowUpdate(receivedBytes));
      receivedBytes = 0;
    }
    while (run.inFlight < run.wanted && isOpen() && isDue() && sendWindow > largest) start();
    if (outputBytes > 0) {
      socket.write(Buffer.from(output.subarray(0, outputBytes)));
      outputBytes = 0;
    }
    if (run.inFlight === 0 && !isOpen()) run.done();
  }

  function isOpen() {
    return run.nowMs < run.endMs && run.started < run.calls;
  }

  /** At a pace, calls start when the clock says so, whatever became of those before. */
  function isDue() {
    return run.perMs === 0 || run.started < (run.nowMs - run.fromMs) * run.perMs;
  }

  function start() {
    // The first request of a connection teaches the server the header fields; it goes out alone.
    const which =
      run.calls < Number.POSITIVE_INFINITY ? run.started % bodies.length : (Math.random() * bodies.length) | 0;
    const request = stream === 1 ? encodeCall(headers.first, bodies[which]) : requests[which];
    if (outputBytes + request.length > output.length) output = Buffer.concat([output, Buffer.alloc(output.length)]);
    request.copy(output, outputBytes);
    output.writeUInt32BE(stream, outputBytes + 5);
    output.writeUInt32BE(stream, outputBytes + request.dataAt + 5);
    outputBytes += request.length;
    sendWindow -= request.length - request.dataAt - frameHeaderBytes;
    run.startedMs[((stream - 1) / 2) % run.startedMs.length] = run.nowMs;
    run.inFlight += 1;
    run.started += 1;
    stream += 2;
  }

  function fail(error) {
    if (!stopping) run.failed(error);
  }

  return {
    /**
     * Keeps `inFlight` calls going for `forMs`, bodies drawn at random, or for so many `calls`, bodies in turn; then
     * waits for the last answers. With `perSecond` they start at that pace, at most `inFlight` at once: a server that
     * stands still is then seen by all that were due meanwhile. Rejects at the first call that fails.
     */
    run({ inFlight, perSecond = 0, forMs = Number.POSITIVE_INFINITY, calls = Number.POSITIVE_INFINITY }) {
      return new Promise((resolve, reject) => {
        const startedAtMs = performance.now();
        const pace = setInterval(() => {
          if (perSecond === 0) return;
          run.nowMs = performance.now();
          startCalls();
        }, 1);
        run = {
          ...idle(),
          perMs: perSecond / 1_000,
          fromMs: startedAtMs,
          wanted: inFlight,
          calls,
          nowMs: startedAtMs,
          endMs: startedAtMs + forMs,
          startedMs: new Float64Array(inFlight * 64),
          failed: reject,
          done() {
            const { answers, tookMs } = run;
            const seconds = (performance.now() - startedAtMs) / 1_000;
            run = idle();
            clearInterval(pace);
            resolve({ answers, seconds, tookMs });
          },
        };
        startCalls();
      });
    },
    close() {
      stopping = true;
      socket.destroy();
    },
  };
}

function encodeCall(headerBlock, body) {
  const message = Buffer.alloc(5 + body.length);
  message.writeUInt32BE(body.length, 1);
  message.set(body, 5);
  const headers = encodeFrame(frame.headers, flag.endHeaders, 0, headerBlock);
  const call = Buffer.concat([headers, encodeFrame(frame.data, flag.endStream, 0, message)]);
  return Object.assign(call, { dataAt: headers.length });
}

function same(bytes, from, end, other) {
  if (end - from !== other.length) return false;
  for (let i = 0; i < other.length; i += 1) if (bytes[from + i] !== other[i]) return false;
  return true;
}

function idle() {
  const never = Number.POSITIVE_INFINITY;
  const nobody = () => {};
  return {
    answers: 0,
    started: 0,
    inFlight: 0,
    wanted: 0,
    perMs: 0,
    fromMs: 0,
    calls: never,
    nowMs: 0,
    endMs: never,
    startedMs: [],
    tookMs: [],
    failed: nobody,
    done: nobody,
  };
}
