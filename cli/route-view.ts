import type { RouteResponse__Output as Routed } from '../proto/generated/lb/v1/RouteResponse.ts';
import { enumWord } from './output/json.ts';
import { plain } from './output/table.ts';
import { relative } from './output/time.ts';
import { reasonWords } from './session-view.ts';

/** An answer for people: where the session lives, whom to try else, and why, each step on its own line. */
export function routedText(routed: Routed, view: { preview: boolean; nowMs: number }): string {
  const { fallbacks, explanation, set_cookies: setCookies } = routed;
  const others = fallbacks.map(({ id, address }) => `${id} (${address})`).join(', ');
  return [
    sentence(routed, view),
    ...(others === '' ? [] : [`fallbacks: ${others}`]),
    ...setCookies.map((cookie) => `Set-Cookie: ${cookie}`),
    ...explanation.map((step, i) => `${String(i + 1).padStart(3)}. ${step}`),
  ]
    .map(plain)
    .join('\n');
}

/** `ada lives on api-1 (10.0.0.11:8080): ASSIGNED (new), expires in 30m` */
function sentence(routed: Routed, { preview, nowMs }: { preview: boolean; nowMs: number }): string {
  const { session_id: id, backend, reason, generation } = routed;
  const outcome = enumWord('outcome', routed.outcome);
  const why = reason === 'REASON_UNSPECIFIED' ? '' : ` (${reasonWords(reason)})`;
  const moves = generation > 1 ? `, generation ${generation}` : '';
  const home = `${backend?.id} (${backend?.address}): ${outcome}${why}${moves}`;
  if (preview) return `${id || 'a new session'} would live on ${home}; nothing was claimed or extended`;
  return `${id} lives on ${home}, expires ${relative(routed.expire_time, nowMs)}`;
}
