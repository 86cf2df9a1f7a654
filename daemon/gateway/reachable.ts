import { connect } from 'node:net';

/**
 * Does the address take a connection now? Asked before a session moves to it: when nobody can be reached, nobody moves.
 *
 * @param address `host:port` or `[v6]:port`
 */
export function isReachable(address: string, timeoutMs: number): Promise<boolean> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(address.slice(colon + 1)), timeout: timeoutMs });
    const end = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}
