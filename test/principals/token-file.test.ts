import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseTokenFile } from '../../daemon/principals/token-file.ts';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
const line = (name: string, role: string, token: string) => `${name} ${role} sha256:${hashOf(token)}`;

test('a token file has a line each: name, role and hash; comments and blank lines are skipped', () => {
  const text = `# who may come in\n\n${line('ada', 'admin', 'a')}\n  ${line('gw-1@eu', 'router', 'b').replace(/ /g, '\t')}\r\n`;
  expect(parseTokenFile(text)).toEqual([
    { name: 'ada', role: 'admin', sha256: hashOf('a') },
    { name: 'gw-1@eu', role: 'router', sha256: hashOf('b') },
  ]);
});

test('one name may have two tokens, for the time in which one takes over from the other', () => {
  const tokens = parseTokenFile(`${line('ci', 'operator', 'old')}\n${line('ci', 'operator', 'new')}`);
  expect(tokens.map(({ name }) => name)).toEqual(['ci', 'ci']);
});

describe('a token file is refused with its line', () => {
  test.each([
    ['', 'holds no token; `lbctl tokens new NAME --role ROLE` makes one'],
    ['# nothing yet\n', 'holds no token'],
    ['ada admin', 'line 1 is not "NAME ROLE sha256:HEX"'],
    [`${line('ada', 'admin', 'a')} more`, 'line 1 is not'],
    [`\n${line('ada', 'root', 'a')}`, 'line 2 gives "ada" no role: it is one of viewer, router, operator, admin'],
    [line('a b', 'admin', 'a'), 'line 1 is not'],
    [line('<b>', 'admin', 'a'), 'line 1 begins with no name'],
    [line('x'.repeat(64), 'admin', 'a'), 'line 1 begins with no name'],
    ['ada admin sha256:123', 'line 1 of "ada" does not end in sha256: and 64 hexadecimal digits'],
    [`ada admin md5:${hashOf('a')}`, 'line 1 of "ada" does not end in sha256:'],
    [`${line('ada', 'admin', 'a')}\n${line('bob', 'viewer', 'a')}`, 'line 2 has the same token as line 1'],
    [Array.from({ length: 10_001 }, (_, i) => line('n', 'viewer', String(i))).join('\n'), 'at most 10,000'],
  ])('%j', (text, problem) => {
    expect(() => parseTokenFile(text)).toThrow(problem);
  });

  test('without quoting what may be a token', () => {
    expect(() => parseTokenFile('hunter2!secret admin sha256:1')).not.toThrow('hunter2');
    expect(() => parseTokenFile('ada admin hunter2')).toThrow(/^line 1 of "ada" does not end in sha256/);
  });
});
