import type { Actor } from '../administration.ts';
import { reasonOf } from './texts.ts';

/** What of a call says who is there. */
interface Call {
  getPeer(): string;
}

/** Who asks for a change, for the journal: until there are tokens, where the connection comes from. */
export function principalOf(call: Call): string {
  const peer = call.getPeer();
  // A unix socket has no address; whoever may open it is the daemon's own user, or root.
  return peer === 'unknown' ? 'unix' : `tcp:${peer}`;
}

export function actorOf(call: Call, reason = ''): Actor {
  return { who: principalOf(call), reason: reasonOf(reason) };
}
