// Backends that are probed, in a process of their own, a port each: `probe-targets.mjs COUNT http|tcp|grpc`, over IPC.
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';

const [countText, kind] = process.argv.slice(2);
const count = Number(countText);
const ports = [];
let arrivals = [];
for (let i = 0; i < count; i += 1) {
  const server = kind === 'grpc' ? createHttp2Server(answerGrpc) : createServer(answer);
  server.on('connection', () => arrivals.push(performance.now()));
  server.listen(0, '127.0.0.1', () => {
    ports.push(server.address().port);
    if (ports.length === count) process.send({ ports });
  });
}
process.on('message', () => {
  process.send({ arrivals });
  arrivals = [];
});
process.on('disconnect', () => process.exit());

function answer(_request, response) {
  response.writeHead(200).end('fine');
}

function answerGrpc(_request, response) {
  response.writeHead(200, { 'content-type': 'application/grpc' });
  response.addTrailers({ 'grpc-status': '0' });
  response.end(Buffer.from([0, 0, 0, 0, 2, 8, 1])); // SERVING
}
