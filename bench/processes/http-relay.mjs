// The least that forwards HTTP by undici, and keeps nobody anywhere: node http-relay.mjs HOST:PORT
import { createServer } from 'node:http';
import { Pool } from 'undici';

const [backend] = process.argv.slice(2);
const pool = new Pool(`http://${backend}`, { connections: 1_024, pipelining: 1 });
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function passed(raw) {
  const headers = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i].toString('latin1');
    if (!hopByHop.has(name.toLowerCase())) headers.push(name, raw[i + 1].toString('latin1'));
  }
  return headers;
}

const server = createServer((request, response) => {
  let resume;
  pool.dispatch(
    { method: request.method, path: request.url, headers: passed(request.rawHeaders), body: null },
    {
      onConnect() {},
      onHeaders(status, raw, more) {
        resume = more;
        response.writeHead(status, passed(raw));
        return true;
      },
      onData(chunk) {
        const takesMore = response.write(chunk);
        if (!takesMore) response.once('drain', resume);
        return takesMore;
      },
      onComplete() {
        response.end();
      },
      onError() {
        response.destroy();
      },
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ event: 'ready', listen: [`tcp:127.0.0.1:${server.address().port}`] }));
});
