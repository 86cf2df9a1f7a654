/** The last value of a text field, and how often another one comes: enough to page on without decoding a page. */
export function fieldOf(bytes, textField, countedField) {
  let at = 0;
  let last = '';
  let count = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = tag >>> 3;
    if (field === countedField) count += 1;
    if ((tag & 7) !== 2) {
      varint(); // messages of lbd have no fixed-width fields at their top
      continue;
    }
    const length = varint();
    if (field === textField) last = bytes.toString('utf8', at, at + length);
    at += length;
  }
  return { last, count };
}
