import { isRole, type Role, roles } from './role.ts';

/** A line of the token file: who holds the token, and what it allows. */
export interface TokenLine {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the token, as 64 lowercase hexadecimal digits. */
  readonly sha256: string;
}

/** Why a file holds no tokens that could be used, in words that follow the file's name. */
export class BadTokenFile extends Error {
  override readonly name = 'BadTokenFile';
}

/** Enough for a fleet with a token a machine; every one is a way in. */
const maxTokens = 10_000;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,62}$/;
const hashPattern = /^sha256:[0-9a-fA-F]{64}$/;

/**
 * Reads `NAME ROLE sha256:HEX` lines; blank ones and those that begin with `#` are skipped. One name may have several
 * tokens, as it has while one takes over from another.
 *
 * @throws BadTokenFile that names the line
 */
export function parseTokenFile(text: string): readonly TokenLine[] {
  const tokens: TokenLine[] = [];
  const lineOfHash = new Map<string, number>();
  for (const [i, line] of text.split('\n').entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const token = parseLine(content, i + 1);
    const other = lineOfHash.get(token.sha256);
    if (other !== undefined) throw bad(i + 1, `has the same token as line ${other}; make another one`);
    lineOfHash.set(token.sha256, i + 1);
    tokens.push(token);
  }
  if (tokens.length === 0) {
    throw new BadTokenFile('holds no token; `lbctl tokens new NAME --role ROLE` makes one and prints its line');
  }
  if (tokens.length > maxTokens) {
    throw new BadTokenFile(`holds ${tokens.length} tokens; at most ${maxTokens.toLocaleString('en')} are taken`);
  }
  return tokens;
}

function parseLine(content: string, no: number): TokenLine {
  const [name = '', role = '', sha256 = '', ...rest] = content.split(/\s+/);
  if (rest.length > 0 || sha256 === '') throw bad(no, 'is not "NAME ROLE sha256:HEX"');
  // What stands in the wrong place may be a token: it is never quoted.
  if (!namePattern.test(name)) throw bad(no, 'begins with no name: letters, digits, "_", ".", "@", "-", at most 63');
  if (!isRole(role)) throw bad(no, `gives "${name}" no role: it is one of ${roles.join(', ')}`);
  if (!hashPattern.test(sha256)) throw bad(no, `of "${name}" does not end in sha256: and 64 hexadecimal digits`);
  return { name, role, sha256: sha256.slice('sha256:'.length).toLowerCase() };
}

function bad(no: number, problem: string): BadTokenFile {
  return new BadTokenFile(`line ${no} ${problem}`);
}
