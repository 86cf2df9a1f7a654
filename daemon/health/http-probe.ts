import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { ProbeSettings } from '../core/model.ts';
import { connectOptions, failure, hostAndPort } from './connect.ts';
import { type Answer, bad, good, type Look } from './probe.ts';

/** As much of a body as is looked at; what comes after it is not waited for. */
const maxBodyBytes = 64 * 1_024;
const maxHeaderBytes = 16 * 1_024;
const instancePattern = /^[\x21-\x7e]{1,128}$/;

/**
 * Good when GET answers with a status in the range, and the body holds what it must, as far as it is looked at.
 *
 * Each look has a connection of its own: whether new ones are taken is half of the question, and a kept one breaks just
 * when the backend restarts. Redirects are answers like others.
 */
export const lookByHttp: Look = (endpoint, settings, found) => {
  const asked = get(endpoint, settings.path);
  asked.on('error', (error) => found(bad(`http: ${failure(error, endpoint)}`)));
  asked.once('upgrade', (_response, socket) => {
    socket.destroy();
    found(bad('http: answered 101, and nobody asked for another protocol'));
  });
  asked.once('response', (response) => {
    const words = { instance: instanceOf(response), agentLine: headerOf(response, 'x-lb-agent') };
    const told = (answer: Answer) => found({ ...answer, ...words });
    const status = response.statusCode ?? 0;
    if (!isExpected(status, settings.expectStatus)) {
      told(bad(`http: ${settings.path} answered ${status}, and ${settings.expectStatus} is wanted`));
      return;
    }
    readBody(response, settings.bodyContains, (problem) =>
      told(
        problem === '' ? good(`http: ${settings.path} answered ${status}`) : bad(`http: ${settings.path} ${problem}`),
      ),
    );
  });
  return () => asked.destroy();
};

function get(endpoint: Parameters<Look>[0], path: string): ClientRequest {
  const asked = request({
    ...connectOptions(endpoint),
    agent: false,
    path,
    headers: { host: hostAndPort(endpoint), 'user-agent': 'lbd-probe', accept: '*/*', 'accept-encoding': 'identity' },
    maxHeaderSize: maxHeaderBytes,
  });
  asked.end();
  return asked;
}

/** Tells what is wrong with the body; empty for nothing. */
function readBody(response: IncomingMessage, wanted: string, read: (problem: string) => void): void {
  const needle = Buffer.from(wanted);
  const kept = Buffer.allocUnsafe(wanted === '' ? 0 : maxBodyBytes);
  let size = 0;
  let problem = wanted === '' ? '' : `has no ${JSON.stringify(wanted)} in its body`;
  response.on('data', (chunk: Buffer) => {
    const before = size;
    size = Math.min(maxBodyBytes, size + chunk.length);
    if (wanted !== '') {
      chunk.copy(kept, before, 0, size - before);
      // What was searched already is not searched again: a body may come byte by byte.
      const from = Math.max(0, before - needle.length + 1);
      if (kept.subarray(from, size).includes(needle)) return read('');
      if (size === maxBodyBytes) problem = `has no ${JSON.stringify(wanted)} in the first 64 KiB of its body`;
    }
    if (size === maxBodyBytes) read(problem);
  });
  response.once('end', () => read(problem));
  response.once('error', () => read('broke off in its body'));
}

/** @param range `200-399` or `200` */
function isExpected(status: number, range: ProbeSettings['expectStatus']): boolean {
  const [from = '', to = from] = range.split('-');
  return status >= Number(from) && status <= Number(to);
}

function instanceOf(response: IncomingMessage): string {
  const instance = headerOf(response, 'x-lb-instance');
  return instancePattern.test(instance) ? instance : '';
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
