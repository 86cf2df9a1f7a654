// A backend that does nothing but answer a few bytes: node http-backend.mjs
import { createServer } from 'node:http';

const body = Buffer.from('{"ok":true}');
const headers = ['content-type', 'application/json', 'content-length', String(body.length)];

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ event: 'ready', listen: [`tcp:127.0.0.1:${server.address().port}`] }));
});
