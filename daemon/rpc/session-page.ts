import { setImmediate as nextTurn } from 'node:timers/promises';
import { adminService } from '../../proto/contract.ts';
import type { SessionPage } from '../sessions/session-list.ts';
import { sessionMessage } from './session-codec.ts';

const { responseSerialize } = adminService.ListSessions;

/** The method whose handler answers encoded pages. */
export const listSessionsMethod = { ...adminService.ListSessions, responseSerialize: (page: Buffer) => page };

/** Encoded in one turn of the loop: a page of a thousand would hold others up for several milliseconds. */
const sessionsPerTurn = 100;

/**
 * Encodes a page a part at a time: messages of one type that stand behind each other are one message.
 *
 * @see https://protobuf.dev/programming-guides/encoding/#last-one-wins
 */
export async function encodePage({ sessions, sequence }: SessionPage, nextPageToken: string): Promise<Buffer> {
  const parts = [responseSerialize({ next_page_token: nextPageToken, sequence })];
  for (let from = 0; from < sessions.length; from += sessionsPerTurn) {
    if (from > 0) await nextTurn();
    const some = sessions.slice(from, from + sessionsPerTurn);
    parts.push(responseSerialize({ sessions: some.map(sessionMessage) }));
  }
  return Buffer.concat(parts);
}
