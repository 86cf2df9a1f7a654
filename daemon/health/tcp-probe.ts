import { connect } from 'node:net';
import { connectOptions, failure, hostAndPort } from './connect.ts';
import { bad, good, type Look } from './probe.ts';

/** Good when a connection opens. */
export const lookByTcp: Look = (endpoint, _settings, found) => {
  const socket = connect(connectOptions(endpoint));
  socket.once('connect', () => {
    socket.destroy();
    found(good(`tcp: ${hostAndPort(endpoint)} takes connections`));
  });
  socket.once('error', (error) => found(bad(`tcp: ${failure(error, endpoint)}`)));
  return () => socket.destroy();
};
