const maxBytes = 256;
// Cc: U+0000 to U+001F and U+007F to U+009F. Cs: halves of a pair, which no UTF-8 can carry back.
const unprintable = /[\p{Cc}\p{Cs}]/u;
const plain = /^[ -~]{1,256}$/;

/** Can it be a session's id? 1 to 256 bytes, no control characters. */
export function isSessionId(text: string): boolean {
  return plain.test(text) || (text !== '' && Buffer.byteLength(text) <= maxBytes && !unprintable.test(text));
}

/** Can it be a cookie's value as it is? What a client or a backend chose must not add an attribute of its own. */
export function isCookieText(text: string): boolean {
  return /^[!#-+\--:<-[\]-~]{1,256}$/.test(text);
}

export function isBackendId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(text);
}
