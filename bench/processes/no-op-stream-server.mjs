// The baseline of a stream: a grpc-js server that answers each message of a RouteStream at once, every route with the
// same answer, with every field set that lbd sets. Configured as lbd is by default.
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { routingService } from '../../dist/proto/contract.js';

const server = new Server({
  'grpc.max_receive_message_length': 64 * 1_024,
  'grpc.max_concurrent_streams': 1_000,
  'grpc.keepalive_time_ms': 60_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.enable_channelz': 0,
});

const seconds = Math.floor(Date.now() / 1_000);
// Made anew for each route, as any server has to.
const kept = () => ({
  response: {
    session_id: 'sAAAAAAAAAAAAAAAAAAAAA',
    backend: { id: 'api-1', address: '127.0.0.1:9001', pool: 'default' },
    outcome: 1,
    reason: 0,
    generation: 1,
    create_time: { seconds, nanos: 123_000_000 },
    expire_time: { seconds: seconds + 1_800, nanos: 456_000_000 },
  },
});

const { RouteStream } = routingService;
server.addService(
  { RouteStream },
  {
    RouteStream(stream) {
      stream.on('error', () => {});
      stream.on('end', () => stream.end());
      stream.on('data', ({ sequence, routes }) => stream.write({ sequence, results: routes.map(kept) }));
    },
  },
);
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${JSON.stringify({ event: 'ready', listen: [`tcp:127.0.0.1:${port}`] })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
