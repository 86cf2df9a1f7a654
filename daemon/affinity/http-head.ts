/** Header names in lower case; what came several times as a list, or joined as HTTP joins it. */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The head of a request, as far as it can name a session. */
export interface HttpHead {
  readonly method: string;
  /** In origin form: `/path?query`. */
  readonly target: string;
  readonly headers: HttpHeaders;
  /** The client came by TLS, or a trusted proxy says so. */
  readonly secure: boolean;
  /** A valid address, or empty. */
  readonly clientIp: string;
}

/** The head of a backend's answer. */
export interface AnswerHead {
  /** Who answered; another than the session's home where that one failed and a fallback was tried. */
  readonly servedBy: string;
  readonly statusCode: number;
  readonly headers: HttpHeaders;
}

/** All values of a header, in order. */
export function valuesOf(headers: HttpHeaders, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** A header that is to stand once; the first of several. */
export function firstOf(headers: HttpHeaders, name: string): string {
  return valuesOf(headers, name)[0] ?? '';
}

export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}
