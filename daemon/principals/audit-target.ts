const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/** Whom a request is about, as far as that is a legal name: nothing of the message need have been checked. */
export function auditTarget(message: unknown): { readonly pool: string; readonly backendId: string } {
  const { pool, backend_id, backend } = (message ?? {}) as Record<string, unknown>;
  const { id, pool: home } = (backend ?? {}) as Record<string, unknown>;
  const first = (...names: unknown[]): string =>
    (names.find((name) => typeof name === 'string' && idPattern.test(name)) as string | undefined) ?? '';
  const backendId = first(backend_id, id);
  return { pool: first(pool, (pool as { name?: unknown } | null)?.name, home, backendId && 'default'), backendId };
}
