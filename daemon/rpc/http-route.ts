import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { HttpHead } from '../affinity/http-head.ts';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import type { Assignment } from '../routing/answers.ts';
import type { Routing } from '../routing/routing.ts';
import { httpText, type RouteAnswer, routeWish } from './route-codec.ts';

/** What answers one route of the wire. */
export type AnswerRoute = (request: RouteRequest__Output, mayWait: boolean) => RouteAnswer | Promise<RouteAnswer>;

/** Routes by the session id that is given, or by what the HTTP request says of its session. */
export function routeAnswers(routing: Routing, affinity: HttpAffinity): AnswerRoute {
  return (request, mayWait) => {
    const wish = routeWish(request, mayWait);
    const head = headOf(request);
    if (head === undefined) return routing.route(wish);
    const presented = affinity.identify(wish.pool, head);
    const withCookies = (assignment: Assignment): RouteAnswer => {
      const setCookies = affinity.setCookies(presented, assignment);
      return setCookies.length === 0 ? assignment : { ...assignment, setCookies };
    };
    const told = wish.sessionId === '' ? affinity.sessionWish(presented) : {};
    const { claimedBackendId } = wish;
    const answer = routing.route({ ...wish, ...told, ...(claimedBackendId !== '' && { claimedBackendId }) });
    return answer instanceof Promise ? answer.then(withCookies) : withCookies(answer);
  };
}

function headOf({ http, headers, client_ip }: RouteRequest__Output): HttpHead | undefined {
  if (http === null) return undefined;
  const cookie = httpText(http.cookie, 'http.cookie');
  return {
    method: http.method,
    target: http.path,
    headers: cookie === '' ? headers : { ...headers, cookie },
    secure: http.secure,
    clientIp: client_ip,
  };
}
