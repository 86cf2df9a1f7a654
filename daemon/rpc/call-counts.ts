import {
  type ServiceDefinition,
  status,
  type UntypedHandleCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';

/** How often a method ended with a code. What the library refuses by itself (no such method, say) is not among it. */
export interface CallCount {
  /** `lb.v1.RoutingService/Route` */
  readonly method: string;
  /** `OK`, `UNAVAILABLE`, ... */
  readonly code: string;
  readonly count: number;
}

export interface CallCounts {
  /** The same handlers, whose ends are counted. */
  counted(service: ServiceDefinition, handlers: UntypedServiceImplementation): UntypedServiceImplementation;
  /** One that ended before it came to its handler. @param path as in `/lb.v1.RoutingService/Route` */
  count(path: string, code: number): void;
  read(): readonly CallCount[];
}

/** Codes are 0 to 16. */
const codeCount = 17;
const codeNames = Array.from({ length: codeCount }, (_, code) => status[code] ?? String(code));

export function callCounts(): CallCounts {
  const byMethod = new Map<string, Float64Array>();
  return {
    counted(service, handlers) {
      const entries = Object.entries(handlers).map(([name, handler]): [string, UntypedHandleCall] => {
        const definition = service[name];
        if (definition === undefined) return [name, handler];
        const counts = new Float64Array(codeCount);
        byMethod.set(definition.path.slice(1), counts);
        const isUnary = !definition.requestStream && !definition.responseStream;
        return [name, isUnary ? countedUnary(handler, counts) : countedStream(handler, counts)];
      });
      return Object.fromEntries(entries);
    },
    count(path, code) {
      const counts = byMethod.get(path.slice(1));
      if (counts !== undefined) counts[code]! += 1;
    },
    read() {
      return [...byMethod].flatMap(([method, counts]) =>
        codeNames.flatMap((code, i) => (i === 0 || counts[i]! > 0 ? [{ method, code, count: counts[i]! }] : [])),
      );
    },
  };
}

// The library tells its handlers apart by their definitions, and calls each as its kind wants it.
type Unary = (call: unknown, answer: (error: { readonly code?: number } | null, ...rest: unknown[]) => void) => void;
type Streaming = (call: Stream) => void;
interface Stream {
  once(event: 'finish' | 'cancelled', then: () => void): void;
  once(event: 'error', then: (error: { readonly code?: number }) => void): void;
}

function countedUnary(handler: UntypedHandleCall, counts: Float64Array): UntypedHandleCall {
  const unary: Unary = (call, answer) =>
    (handler as Unary)(call, (error, ...rest) => {
      counts[error === null ? status.OK : codeOf(error)]! += 1;
      answer(error, ...rest);
    });
  return unary as UntypedHandleCall;
}

/** Counted when it is over: at whatever comes first. */
function countedStream(handler: UntypedHandleCall, counts: Float64Array): UntypedHandleCall {
  const streaming: Streaming = (call) => {
    let isOver = false;
    const end = (code: number): void => {
      if (!isOver) counts[code]! += 1;
      isOver = true;
    };
    call.once('finish', () => end(status.OK));
    call.once('error', (error) => end(codeOf(error)));
    call.once('cancelled', () => end(status.CANCELLED));
    (handler as Streaming)(call);
  };
  return streaming as UntypedHandleCall;
}

function codeOf({ code }: { readonly code?: number }): number {
  return code !== undefined && code >= 0 && code < codeCount ? code : status.UNKNOWN;
}
