import { LbError } from '../core/errors.ts';
import type { AdminParts } from './admin-parts.ts';
import type { AdminRoute } from './admin-route.ts';
import { answer, answerText } from './answer.ts';

/** For an exporter with a token of a viewer, or for everybody on this machine where lbd has no tokens. */
export function metricsRoute({ metrics, mustBeReader }: Pick<AdminParts, 'metrics' | 'mustBeReader'>): AdminRoute {
  return {
    method: 'GET',
    path: '/metrics',
    async answer({ request, response }) {
      try {
        mustBeReader(request);
      } catch (error) {
        if (!(error instanceof LbError)) throw error;
        const isUnknown = error.kind === 'unauthenticated';
        answerText(response, isUnknown ? 401 : 403, error.message, isUnknown ? { 'www-authenticate': 'Bearer' } : {});
        return;
      }
      const { contentType, body } = await metrics();
      answer(response, 200, body, contentType);
    },
  };
}
