import type { AdminParts } from './admin-parts.ts';
import type { AdminRoute } from './admin-route.ts';
import { answer } from './answer.ts';

export function metricsRoute(metrics: AdminParts['metrics']): AdminRoute {
  return {
    method: 'GET',
    path: '/metrics',
    async answer({ response }) {
      const { contentType, body } = await metrics();
      answer(response, 200, body, contentType);
    },
  };
}
