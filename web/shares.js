import { backendsOf } from './model.js';

/**
 * How the sessions of a pool are spread. `share` is a backend's part of all of them. What its weight makes fair counts
 * among the backends in service only, as the metric lb_session_skew has it; `skew` is null for the others.
 */
export function sharesOf(model, pool) {
  const backends = backendsOf(model, pool);
  const sessions = sumOf(backends, 'sessions');
  const inService = backends.filter(isInService);
  const spread = sumOf(inService, 'sessions');
  const weights = sumOf(inService, 'fairWeight');
  const byId = new Map(backends.map((backend) => [backend.id, shareOf(backend)]));
  const skews = [...byId.values()].map(({ skew }) => skew).filter((skew) => skew !== null);
  return {
    sessions,
    inFlight: sumOf(backends, 'inFlight'),
    byId,
    /** The longest of the bars. */
    most: Math.max(...[...byId.values()].flatMap(({ share, fair }) => [share, fair ?? 0])),
    skew: skews.length < 2 ? null : Math.max(...skews),
    /** With fewer sessions chance alone makes as much, and nobody need look. */
    isEnough: spread >= 100 * inService.length,
  };

  function shareOf(backend) {
    const share = sessions === 0 ? 0 : backend.sessions / sessions;
    if (!isInService(backend) || spread === 0) return { share, fair: null, skew: null };
    const fair = (backend.fairWeight / weights) * (spread / sessions);
    return { share, fair, skew: share / fair };
  }
}

function isInService({ admin, health, fairWeight }) {
  return admin === 'active' && health !== 'unhealthy' && fairWeight > 0;
}

function sumOf(backends, field) {
  return backends.reduce((sum, backend) => sum + backend[field], 0);
}
