import { type Metadata, ServerInterceptingCall, type ServerInterceptor, type ServerListener } from '@grpc/grpc-js';
import { LbError } from '../core/errors.ts';
import { auditTarget } from '../principals/audit-target.ts';
import { mustHaveRole, type Principal } from '../principals/principal.ts';
import type { RefusalAudit } from '../principals/refusal-audit.ts';
import { setPrincipal } from './actor.ts';
import type { Callers } from './callers.ts';
import type { RpcLog } from './log.ts';
import type { MethodRoles, Needed } from './method-roles.ts';
import { refusalOf } from './status.ts';

type Method = Parameters<ServerInterceptor>[0];
type Call = Parameters<ServerInterceptor>[1];

export interface GateParts {
  readonly callers: Callers;
  readonly roles: MethodRoles;
  readonly audit: RefusalAudit;
  /** Calls that never come to their handlers are counted here. */
  readonly count: (path: string, code: number) => void;
  readonly log: RpcLog;
}

/**
 * Stands before every method of a listener where callers are told apart. Who is nobody is refused by the headers
 * alone, before a byte of the message is read.
 */
export function gate(parts: GateParts): ServerInterceptor {
  return (method, call) => {
    const needed = parts.roles.get(method.path);
    if (needed === 'anyone') return new ServerInterceptingCall(call);
    return new ServerInterceptingCall(call, { start: (next) => next(guard(method, needed, call, parts)) });
  };
}

function guard(method: Method, needed: Needed | undefined, call: Call, parts: GateParts): ServerListener {
  const name = method.path.slice(method.path.lastIndexOf('/') + 1);
  const refuse = (who: string, error: unknown, message?: unknown): void => {
    const reason = error instanceof LbError ? error.kind : 'internal';
    parts.audit.refused({ who, what: name, reason, ...auditTarget(message) });
    const refusal = refusalOf(error, name, parts.log);
    parts.count(method.path, refusal.code);
    call.sendStatus(refusal);
  };
  let denied: { readonly who: string; readonly error: unknown } | undefined;
  return {
    onReceiveMetadata(headers: Metadata, next) {
      const peer = call.getConnectionInfo();
      let principal: Principal;
      try {
        principal = parts.callers.identify(peer, headers);
      } catch (error) {
        refuse(`tcp:${peer.remoteAddress}`, error);
        return;
      }
      const error = refusalFor(principal, needed, name);
      if (error === undefined) {
        setPrincipal(headers, principal);
        next(headers);
        return;
      }
      denied = { who: principal.name, error };
      // Somebody lbd knows: the journal shall say at whom the attempt was aimed, so the message is read first.
      if (method.requestStream) refuse(denied.who, denied.error);
      else call.startRead();
    },
    onReceiveMessage(message, next) {
      if (denied === undefined) next(message);
      else refuse(denied.who, denied.error, message);
    },
    onReceiveHalfClose(next) {
      if (denied === undefined) next();
    },
  };
}

/** Undefined where the principal may. */
function refusalFor(principal: Principal, needed: Needed | undefined, name: string): unknown {
  if (needed === 'known') return undefined;
  if (needed === undefined || needed === 'anyone') return new LbError('permission-denied', `nobody may call ${name}`);
  try {
    mustHaveRole(principal, needed, name);
    return undefined;
  } catch (error) {
    return error;
  }
}
