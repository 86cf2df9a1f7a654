/** A refusal of lbd, in its own words. */
export class ApiError extends Error {
  constructor(status, reason, message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** @throws ApiError */
export async function read(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  return answerOf(() => fetch(`api/${path}${search === '' ? '' : `?${search}`}`));
}

/** The header is one that a page of another site can't send. @throws ApiError */
export async function change(path, body) {
  const headers = { 'content-type': 'application/json', 'x-lbd-page': '1' };
  return answerOf(() => fetch(`api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answerOf(ask) {
  let response;
  try {
    response = await ask();
  } catch {
    throw new ApiError(0, 'NO_ANSWER', 'lbd does not answer; whether the request arrived is not known');
  }
  if (response.ok) return response.json();
  throw await refusalOf(response);
}

export async function refusalOf(response) {
  const { error } = await response.json().catch(() => ({}));
  return new ApiError(
    response.status,
    error?.reason ?? 'UNKNOWN',
    error?.message ?? `lbd answered ${response.status}; ask again`,
  );
}
