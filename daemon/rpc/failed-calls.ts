import { status, type UntypedHandleCall, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { auditTarget } from '../principals/audit-target.ts';
import { roleOfMethod } from '../principals/permissions.ts';
import type { RefusalAudit } from '../principals/refusal-audit.ts';
import { principalOf } from './actor.ts';
import { reasonOf } from './texts.ts';

type Call = Parameters<typeof principalOf>[0] & { readonly request: { readonly reason?: string } };
type Unary = (call: Call, answer: (error: { readonly code?: number } | null, ...rest: unknown[]) => void) => void;

/** Nobody waits for these any more, and no work was begun. */
const givenUp: ReadonlySet<number | undefined> = new Set([status.CANCELLED, status.DEADLINE_EXCEEDED]);

/** The same handlers; where one that changes something fails, the journal is told. Reading and routing are left alone. */
export function withFailuresTold(
  handlers: UntypedServiceImplementation,
  audit: RefusalAudit,
): UntypedServiceImplementation {
  const roles: Readonly<Record<string, string>> = roleOfMethod;
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => {
      const isChange = roles[name] === 'operator' || roles[name] === 'admin';
      return [name, isChange ? told(name, handler, audit) : handler];
    }),
  );
}

function told(name: string, handler: UntypedHandleCall, audit: RefusalAudit): UntypedHandleCall {
  const unary: Unary = (call, answer) =>
    (handler as unknown as Unary)(call, (error, ...rest) => {
      if (error !== null && !givenUp.has(error.code)) {
        const { request } = call;
        const result = status[error.code ?? status.UNKNOWN] ?? 'UNKNOWN';
        audit.failed({
          who: principalOf(call),
          what: name,
          ...auditTarget(request),
          reason: givenReason(request),
          result,
        });
      }
      answer(error, ...rest);
    });
  return unary as unknown as UntypedHandleCall;
}

/** A reason that is no legal one may be why the call failed. */
function givenReason({ reason = '' }: { readonly reason?: string }): string {
  try {
    return reasonOf(reason);
  } catch {
    return '';
  }
}
