// The baseline: a grpc-js server whose Route answers always the same, with every field set that lbd sets. It listens,
// and is configured, as lbd is by default; it has no other work.
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
const kept = {
  session_id: 'sAAAAAAAAAAAAAAAAAAAAA',
  backend: { id: 'api-1', address: '127.0.0.1:9001', pool: 'default' },
  outcome: 1,
  reason: process.argv.includes('--assigned') ? 1 : 0,
  generation: 1,
  create_time: { seconds, nanos: 123_000_000 },
  expire_time: { seconds: seconds + 1_800, nanos: 456_000_000 },
};

const notServed = (_call, answer) => answer({ code: 12, details: 'the no-op serves Route only' });
server.addService(routingService, {
  ...Object.fromEntries(Object.keys(routingService).map((method) => [method, notServed])),
  Route: (_call, answer) => answer(null, kept),
});
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${JSON.stringify({ event: 'ready', listen: [`tcp:127.0.0.1:${port}`] })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
