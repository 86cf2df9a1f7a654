import { expect, test } from 'vitest';
import { importsOf, readSources } from '../support/source-tree.ts';

test('the client brings no command line with it', () => {
  const sources = new Map(readSources(['cli', 'proto'], /\.ts$/).map((source) => [source.path, source]));
  const packages = new Set<string>();
  const seen = new Set<string>();
  const walk = (path: string): void => {
    const source = sources.get(path);
    if (source === undefined || seen.has(path)) return;
    seen.add(path);
    for (const { specifier, target } of importsOf(source)) {
      if (target === null) packages.add(specifier);
      else walk(target);
    }
  };
  walk('cli/client/connect.ts');
  expect(seen).toContain('proto/contract.ts');
  expect([...packages].filter((name) => !name.startsWith('node:')).sort()).toEqual([
    '@grpc/grpc-js',
    '@grpc/proto-loader',
  ]);
});
