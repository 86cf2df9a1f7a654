import type { BackendSettings, DurationMs, ProbeSettings } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import { type AgentAnswer, lookAtAgent } from './agent-port.ts';
import { lookByGrpc } from './grpc-probe.ts';
import { lookByHttp } from './http-probe.ts';
import { type Answer, bad, endpointOf, type Look } from './probe.ts';
import { lookByTcp } from './tcp-probe.ts';

/** What one round found of a backend; null where nobody is to look. */
export interface Findings {
  readonly answer: Answer | null;
  readonly agent: AgentAnswer | null;
}

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const lookOf: Readonly<Record<Exclude<ProbeSettings['kind'], 'none'>, Look>> = {
  tcp: lookByTcp,
  http: lookByHttp,
  grpc: lookByGrpc,
};

/** Looks at the backend and asks its agent, at once. Never rejects, and takes no longer than the probe's timeout. */
export async function lookAt(
  { address, probe }: Pick<BackendSettings, 'address' | 'probe'>,
  patience: Patience,
): Promise<Findings> {
  const { kind, port, agentPort, timeoutMs } = probe;
  const within = { ...patience, timeoutMs };
  const [answer, agent] = await Promise.all([
    kind === 'none'
      ? null
      : once(
          (found: (what: Answer) => void) => lookOf[kind](endpointOf(address, port), probe, found),
          (why) => bad(`${kind}: ${why} (${address})`),
          within,
        ),
    agentPort === 0
      ? null
      : once<AgentAnswer>(
          (found) => lookAtAgent(endpointOf(address, agentPort), probe, found),
          (problem) => ({ problem }),
          within,
        ),
  ]);
  return { answer, agent };
}

/** What `look` found first; what `late` makes of it when it found nothing in time, was called off or could not begin. */
function once<Found>(
  look: (found: (what: Found) => void) => () => void,
  late: (why: string) => Found,
  { clock, timeoutMs, signal }: Patience & { readonly timeoutMs: DurationMs },
): Promise<Found> {
  return new Promise((resolve) => {
    const ends: (() => void)[] = [];
    const found = (what: Found) => {
      resolve(what);
      for (const end of ends.splice(0)) end();
    };
    const calledOff = () => found(late('called off'));
    signal.addEventListener('abort', calledOff);
    ends.push(
      clock.after(timeoutMs, () => found(late(`no answer within ${timeoutMs} ms`))),
      () => signal.removeEventListener('abort', calledOff),
    );
    try {
      ends.push(look(found));
    } catch (error) {
      // Node refuses to send some paths; a stored setting may be older than the check of it.
      found(late(error instanceof Error ? error.message : String(error)));
    }
  });
}
