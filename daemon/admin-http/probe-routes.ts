import type { AdminParts } from './admin-parts.ts';
import type { AdminRoute } from './admin-route.ts';
import { answerText } from './answer.ts';

/** For those who start lbd again when it hangs, and for those who send it traffic when it is ready. */
export function probeRoutes(readiness: AdminParts['readiness']): readonly AdminRoute[] {
  return [
    { method: 'GET', path: '/healthz', answer: ({ response }) => answerText(response, 200, 'alive') },
    {
      method: 'GET',
      path: '/readyz',
      answer({ response }) {
        const { isReady, reason } = readiness();
        if (isReady) answerText(response, 200, 'ready');
        else answerText(response, 503, `not ready: ${reason}`);
      },
    },
  ];
}
