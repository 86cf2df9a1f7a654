const maxLength = 80;

/** A caller's value for a message: in quotes, cut, with everything escaped that could harm a terminal. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
  return escaped.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, codeOf);
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
