// Lists sessions page after page for a while, and prints how long the pages took: `lister.mjs JSON`. The messages are not
// decoded: whoever lists shares a core with the clients whose waiting is measured.
import { Client, credentials } from '@grpc/grpc-js';
import { adminService } from '../../dist/proto/contract.js';
import { fieldOf } from '../load/protobuf-field.mjs';

const { port, filter, orderBy = '', pageSize, forMs } = JSON.parse(process.argv[2]);
const { path, requestSerialize } = adminService.ListSessions;
const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), { 'grpc.max_receive_message_length': -1 });
const nextPageToken = 2;
const session = 1;

const page = (page_token) =>
  new Promise((resolve, reject) => {
    const request = { filter, order_by: orderBy, page_size: pageSize, page_token };
    client.makeUnaryRequest(
      path,
      requestSerialize,
      (bytes) => bytes,
      request,
      (error, bytes) => (error === null ? resolve(bytes) : reject(error)),
    );
  });

const endMs = performance.now() + forMs;
const tookMs = [];
let rows = 0;
for (let token = ''; tookMs.length === 0 || performance.now() < endMs; ) {
  const before = performance.now();
  const bytes = await page(token);
  tookMs.push(performance.now() - before);
  const { last, count } = fieldOf(bytes, nextPageToken, session);
  rows = Math.max(rows, count);
  token = last;
}
console.log(JSON.stringify({ tookMs, rows }));
process.exit(0);
