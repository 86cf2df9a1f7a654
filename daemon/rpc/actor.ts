import type { Metadata } from '@grpc/grpc-js';
import type { Actor } from '../backends/administration.ts';
import type { Principal } from '../principals/principal.ts';
import { reasonOf } from './texts.ts';

/** What of a call says who is there. */
interface Call {
  readonly metadata: Metadata;
  getPeer(): string;
}

/** By the headers of the call, which go with it from the gate to the handler and are nobody else's. */
const principals = new WeakMap<Metadata, Principal>();

export function setPrincipal(headers: Metadata, principal: Principal): void {
  principals.set(headers, principal);
}

/** Who asks, for the journal. */
export function principalOf(call: Call): string {
  const known = principals.get(call.metadata);
  if (known !== undefined) return known.name;
  // A listener where nobody is asked. A unix socket has no address; who may open it is lbd's own user, or root.
  const peer = call.getPeer();
  return peer === 'unknown' ? 'unix' : `tcp:${peer}`;
}

export function actorOf(call: Call, reason = ''): Actor {
  return { who: principalOf(call), reason: reasonOf(reason) };
}
