import type { AnswerHead, HttpHead } from '../../daemon/affinity/http-head.ts';
import type { HttpAsk } from '../../daemon/cookies/http-affinity.ts';
import { type AffinitySettings, defaultAffinity } from '../../daemon/core/affinity-settings.ts';
import type { TestEngine } from '../support/an-engine.ts';

export const ask: HttpAsk = { maxFallbacks: 2, tried: [], mayWait: true, validateOnly: false };

export function aHead(cookie: string, head: Partial<HttpHead> = {}): HttpHead {
  return { method: 'GET', target: '/', headers: { cookie }, secure: false, clientIp: '', ...head };
}

export async function answer(
  { httpAffinity }: TestEngine,
  cookie: string,
  { head, ...said }: Partial<AnswerHead> & { head?: Partial<HttpHead> } = {},
) {
  const presented = httpAffinity.identify('default', aHead(cookie, head));
  const assignment = await httpAffinity.route(presented, ask);
  const answered = { servedBy: assignment.backendId, statusCode: 200, headers: {}, ...said };
  return httpAffinity.answered(presented, assignment, answered);
}

export function aPoolWith(affinity: Partial<AffinitySettings>) {
  return { affinity: { ...defaultAffinity, ...affinity } };
}

/** What a browser sends back. */
export function jar(setCookies: readonly string[]): string {
  return setCookies.map((each) => each.slice(0, each.indexOf(';'))).join('; ');
}
