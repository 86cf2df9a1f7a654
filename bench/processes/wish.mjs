/** What a face asks of routing for one session, with nothing special about it. */
export function wishFor(sessionId, more = {}) {
  return {
    pool: 'default',
    sessionId,
    clientIp: '',
    idleTimeoutMs: 0,
    validateOnly: false,
    hashKey: '',
    headers: {},
    path: '',
    labels: undefined,
    maxFallbacks: 0,
    claimedBackendId: '',
    explain: false,
    mayWait: true,
    ...more,
  };
}
