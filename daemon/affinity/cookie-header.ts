/**
 * The values of one cookie in a `Cookie` header, in order: a client may send several of one name.
 *
 * As browsers and servers do, pairs part at `;`, a name ends at its first `=`, and blanks around both are dropped.
 * A quoted value is taken without its quotes. Nothing is decoded, and nothing is refused: what is no pair is no cookie.
 *
 * @see RFC 6265, section 5.4 and 4.1.1
 */
export function cookieValues(header: string, name: string): string[] {
  const found: string[] = [];
  for (let at = header.indexOf(name); at >= 0; at = header.indexOf(name, at + 1)) {
    if (!beginsPair(header, at)) continue;
    let equals = at + name.length;
    while (isBlank(header, equals)) equals += 1;
    if (header[equals] !== '=') continue;
    const end = header.indexOf(';', equals);
    found.push(unquoted(header.slice(equals + 1, end < 0 ? undefined : end).trim()));
  }
  return found;
}

/** The header without the cookies of these names; empty when no other is left. */
export function withoutCookies(header: string, names: readonly string[]): string {
  if (!names.some((name) => header.includes(name))) return header;
  const others = header.split(';').filter((pair) => !names.includes(nameOf(pair)));
  return others.join(';').trim();
}

/** The name that a pair, or a `Set-Cookie` header, gives its cookie. */
export function nameOf(pair: string): string {
  const equals = pair.search(/[=;]/);
  return (equals < 0 || pair[equals] === ';' ? '' : pair.slice(0, equals)).trim();
}

function beginsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(header, before)) before -= 1;
  return before < 0 || header[before] === ';';
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
