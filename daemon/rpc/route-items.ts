import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import { invalid } from '../core/errors.ts';
import type { AnswerRoute } from './http-route.ts';
import type { RouteItem } from './route-answer-writer.ts';
import type { RouteAnswer } from './route-codec.ts';

export interface RouteItems {
  readonly routes: readonly RouteRequest__Output[];
  readonly answerRoute: AnswerRoute;
  readonly errorItem: (error: unknown) => RouteItem;
  /** True when nobody waits any more: what has not begun then does not begin. */
  readonly isOver: () => boolean;
  /** Called once, when nothing is under way any more; the items are whole unless it is over. */
  readonly done: (items: RouteItem[]) => void;
}

/** The longest that one message may keep the others waiting; a thousand kept routes take less. */
const sliceMs = 5;
/** How many routes between two looks at the clock. */
const routesPerLook = 32;

/** Answers each route of a message. When all are kept it is done before it returns, without a promise on its way. */
export function answerItems({ routes, answerRoute, errorItem, isOver, done }: RouteItems): void {
  const items = new Array<RouteItem>(routes.length);
  let left = routes.length;
  const settle = (i: number, item: RouteItem): void => {
    items[i] = item;
    left -= 1;
    if (left === 0) done(items);
  };
  const later = (i: number, answer: Promise<RouteAnswer>): void => {
    answer.then(
      (assignment) => settle(i, assignment),
      (error: unknown) => settle(i, errorItem(error)),
    );
  };
  const slice = (from: number): void => {
    const untilMs = performance.now() + sliceMs;
    for (let i = from; i < routes.length; i += 1) {
      if (i % routesPerLook === 0 && i > from) {
        if (performance.now() > untilMs) {
          setImmediate(slice, i);
          return;
        }
      }
      if (isOver()) {
        left -= routes.length - i;
        if (left === 0) done(items);
        return;
      }
      try {
        const answer = routeItem(routes[i]!, answerRoute);
        if (answer instanceof Promise) later(i, answer);
        else settle(i, answer);
      } catch (error) {
        settle(i, errorItem(error));
      }
    }
  };
  slice(0);
}

function routeItem(request: RouteRequest__Output, answerRoute: AnswerRoute): RouteAnswer | Promise<RouteAnswer> {
  // It is a hundred times the work and the answer of a route: a message of it would hold up everybody.
  if (request.explain) throw invalid('explain', 'is not served on a stream; ask by Route');
  return answerRoute(request, false);
}
