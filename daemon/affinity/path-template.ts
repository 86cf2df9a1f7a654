/** Reads the one `{…}` of a template out of a path; undefined where the path does not begin as the template. */
export type PathReader = (path: string) => string | undefined;

/**
 * `/rooms/{id}` reads `42` out of `/rooms/42` and out of `/rooms/42/messages`. `*` stands for any one segment.
 * What it reads is percent-decoded; what can't be decoded is not there.
 */
export function pathReader(template: string): PathReader {
  const segments = template.split('/').slice(1);
  const wanted = segments.findIndex((segment) => segment.startsWith('{'));
  return function read(path) {
    const given = path.split('/', segments.length + 1).slice(1);
    if (given.length < segments.length) return undefined;
    for (const [i, segment] of segments.entries()) {
      if (i !== wanted && segment !== '*' && segment !== given[i]) return undefined;
    }
    return percentDecoded(given[wanted] ?? '');
  };
}

/** Undefined for what is no percent-encoding. */
export function percentDecoded(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
