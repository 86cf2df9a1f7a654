import { connect } from 'node:net';
import { maxLineBytes } from './agent-line.ts';
import { connectOptions, failure } from './connect.ts';
import type { Look } from './probe.ts';

/** What an agent port said, or why it said nothing. */
export type AgentAnswer = { readonly line: string } | { readonly problem: string };

/** Reads one line from the backend's agent port. It sends nothing: the port is the question. */
export const lookAtAgent: Look<AgentAnswer> = (endpoint, _settings, found) => {
  const socket = connect(connectOptions(endpoint));
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk.slice(0, maxLineBytes + 1 - text.length);
    if (/[\r\n]/.test(text)) found({ line: text });
    else if (text.length > maxLineBytes) found({ problem: `its line is longer than ${maxLineBytes} bytes` });
  });
  socket.once('end', () => found(text === '' ? { problem: 'it closed without a line' } : { line: text }));
  socket.once('error', (error) => found({ problem: failure(error, endpoint) }));
  return () => socket.destroy();
};
