const linesKept = 500;

/** What the page knows of lbd, as the stream told it. */
export function createModel() {
  return {
    lbd: null,
    /** Of lbd's clock to this machine's. */
    skewMs: 0,
    /** By name. */
    pools: new Map(),
    /** By pool, then id: facts, and `sessions` and `inFlight`. */
    backends: new Map(),
    /** By `pool/id`. */
    drains: new Map(),
    /** Newest last. */
    journal: [],
    /** How many moves in each of the last seconds, by the second. */
    moves: [],
  };
}

/** @param {ReturnType<typeof createModel>} model */
export function nowOf(model) {
  return Date.now() + model.skewMs;
}

export function backendsOf(model, pool) {
  return [...(model.backends.get(pool)?.values() ?? [])];
}

/** What changed, or all there is. */
export function applyPicture(model, picture) {
  model.skewMs = picture.nowMs - Date.now();
  if (picture.whole) {
    forgetAnotherLife(model, picture.lbd);
    model.backends.clear();
    model.drains.clear();
  }
  if (picture.lbd) model.lbd = picture.lbd;
  if (picture.pools) model.pools = new Map(picture.pools.map((pool) => [pool.name, pool]));
  for (const facts of picture.backends ?? []) put(model, facts.pool, facts.id, facts);
  for (const [pool, loads] of Object.entries(picture.loads ?? {})) {
    for (const [id, [sessions, inFlight]] of Object.entries(loads)) put(model, pool, id, { sessions, inFlight });
  }
  for (const [pool, id] of picture.gone ?? []) {
    model.backends.get(pool)?.delete(id);
    model.drains.delete(`${pool}/${id}`);
  }
}

export function applyDrain(model, stand) {
  if (stand.done) model.drains.delete(`${stand.pool}/${stand.id}`);
  else model.drains.set(`${stand.pool}/${stand.id}`, stand);
}

export function applyJournal(model, { lines, isTail = false }) {
  if (isTail) model.journal = model.journal.filter(({ kind }) => kind === 'gap').slice(-1);
  const known = model.journal.at(-1)?.sequence ?? 0;
  const fresh = lines.filter(({ sequence }) => sequence > known);
  model.journal = [...model.journal, ...fresh].slice(-linesKept);
  model.moves.push(...fresh.filter(({ kind }) => kind === 'moved').map(({ atMs }) => atMs));
}

/** A line of the page's own: what it has is not what comes before the lines that follow. */
export function applyGap(model, { why }) {
  const atMs = nowOf(model);
  model.journal = [{ sequence: 0, atMs, kind: 'gap', detail: why, pool: '', backendId: '', session: '', reason: '' }];
}

/** In the last minute, as far as this page saw them. */
export function movesInAMinute(model) {
  const sinceMs = nowOf(model) - 60_000;
  model.moves = model.moves.filter((atMs) => atMs >= sinceMs);
  return model.moves.length;
}

// In memory the journal begins anew with each start, and its numbers mean other lines.
function forgetAnotherLife(model, lbd) {
  const isAnother = model.lbd !== null && model.lbd.startedAtMs !== lbd.startedAtMs;
  if (isAnother && lbd.store.kind === 'memory') model.journal = [];
}

function put(model, pool, id, values) {
  if (!model.backends.has(pool)) model.backends.set(pool, new Map());
  const known = model.backends.get(pool);
  known.set(id, { sessions: 0, inFlight: 0, ...known.get(id), ...values });
}
