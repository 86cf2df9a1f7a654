import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import * as rules from './support/house-rules.ts';
import { readSources, root, rootFiles, type Source } from './support/source-tree.ts';

const isHandWritten = ({ path }: Source) => !path.startsWith('proto/generated/');
const sources = readSources(['daemon', 'cli', 'proto'], /\.ts$/).filter(isHandWritten);

/** Everything a person wrote, or that goes out with it. */
const everything = [
  ...readSources(
    ['daemon', 'cli', 'proto', 'migrations', 'web', 'scripts', 'bench', 'test', 'docs', 'decisions', 'ops', '.ci'],
    /^(?!test\/support\/house-rules\.ts)/,
  ),
  ...rootFiles(/^(package(-lock)?\.json|[A-Z]+\.md|\.npmrc|biome\.json|buf\.yaml)$/),
];

const file = (path: string, text = ''): Source => ({ path, text });
const lines = (count: number) => 'x\n'.repeat(count);

interface Case {
  readonly rule: rules.Rule;
  readonly on: readonly Source[];
  /** Each of them must be found: a rule that can't fail holds nothing. */
  readonly broken: readonly Source[][];
}

const cases: Readonly<Record<string, Case>> = {
  'imports go one way: cli -> proto <- rpc, rims -> services -> core, and only compose sees all': {
    rule: rules.importsGoOneWay,
    on: sources,
    broken: [
      [file('cli/main.ts', "import { x } from '../daemon/core/model.ts';")],
      [file('daemon/core/router.ts', "import type { X } from '../routing.ts';")],
      [file('daemon/store/sqlite/open.ts', "import {\n  x,\n} from '../../rpc/server.ts';")],
      [file('daemon/rpc/server.ts', "const x = await import('../observe/log.ts');")],
      [file('daemon/routing/routing.ts', "import '../daemon/store/memory/store.ts';")],
      [file('daemon/health/probe.ts', "import { contract } from '#proto/contract.ts';")],
    ],
  },
  'no circles, types included': {
    rule: rules.noCircles,
    on: sources,
    broken: [
      [file('daemon/a.ts', "import { b } from './b.ts';"), file('daemon/b.ts', "import type { A } from './a.ts';")],
      [file('daemon/a.ts', "import type { A } from './a.ts';")],
    ],
  },
  'no barrels': {
    rule: rules.noBarrels,
    on: sources,
    broken: [
      [file('daemon/core/index.ts', "export * from './model.ts';")],
      [file('daemon/core/index.ts', "export type {\n  A,\n} from './model.ts';")],
    ],
  },
  'names say what is in a file': {
    rule: rules.namesSayWhat,
    on: [...sources, ...readSources(['web', 'test', 'scripts', 'bench'], /./)],
    broken: [[file('daemon/utils.ts')], [file('cli/helpers/x.ts')], [file('daemon/core/common.ts')]],
  },
  'a package is imported only in its room': {
    rule: rules.packagesStayHome,
    on: sources,
    broken: [
      [file('daemon/compose.ts', "import Database from 'better-sqlite3';")],
      [file('cli/report.ts', "import type { ServiceError } from '@grpc/grpc-js';")],
      [file('daemon/main.ts', "import { Command } from '@oclif/core';")],
    ],
  },
  'the core imports nothing but node:crypto, in hash.ts': {
    rule: rules.coreImportsNothing,
    on: sources,
    broken: [
      [file('daemon/core/router.ts', "import { hash } from 'node:crypto';")],
      [file('daemon/core/hash.ts', "import { readFileSync } from 'node:fs';")],
    ],
  },
  'the core has no clock, no timers, no chance and no waiting of its own': {
    rule: rules.coreIsPure,
    on: sources,
    broken: [
      [file('daemon/core/lease.ts', 'const now = Date.now();')],
      [file('daemon/core/lease.ts', 'setTimeout(() => {}, 5);')],
      [file('daemon/core/policy.ts', 'const turn = Math.random();')],
      [file('daemon/core/policy.ts', 'const text = `at $' + '{performance.now()}`;')],
      [file('daemon/core/policy.ts', 'export async function choose() {}')],
    ],
  },
  'files are small: none over 300 lines, few over 200, the median at most 90': {
    rule: rules.filesAreSmall,
    on: sources,
    broken: [
      [file('daemon/a.ts', lines(301)), file('daemon/b.ts', lines(9)), file('daemon/c.ts', lines(9))],
      [file('daemon/a.ts', lines(91))],
      [
        ...Array.from({ length: 3 }, () => file('daemon/a.ts', lines(201))),
        ...Array.from({ length: 9 }, () => file('b')),
      ],
    ],
  },
  'the lock holds every optional package, so that npm ci takes it': {
    rule: rules.lockIsWhole,
    on: rootFiles(/^package-lock\.json$/),
    broken: [
      [
        file(
          'package-lock.json',
          '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-darwin": "1" } } } }',
        ),
      ],
    ],
  },
  'no file knows the machine it was written on, or where packages came from': {
    rule: rules.noWordOfThisMachine([root, homedir()].filter((folder) => folder.length > 1)),
    on: everything,
    broken: [
      [file('package-lock.json', JSON.stringify({ resolved: 'https://example.com/x.tgz' }))],
      [file('docs/x.md', `see ${root}/daemon/main.ts`)],
      [file('.npmrc', `registry=https://${['registry', 'npmjs', 'org'].join('.')}/`)],
    ],
  },
};

describe.each(Object.entries(cases))('%s', (_sentence, { rule, on, broken }) => {
  test('holds', () => {
    expect(on.length).toBeGreaterThan(0);
    expect(rule(on)).toEqual([]);
  });

  test.each(broken.map((sample) => [sample[0]?.path, sample] as const))(
    'is seen broken in a sample: %s',
    (_path, sample) => {
      expect(rule(sample)).not.toEqual([]);
    },
  );
});

test('a file without fault breaks no rule', () => {
  const clean = [
    file('daemon/core/lease.ts', "// Date.now() would be a fault here\nexport const word = 'setTimeout';\n"),
    file(
      'daemon/rpc/server.ts',
      "import { Server } from '@grpc/grpc-js';\nimport type { L } from '../core/lease.ts';\n",
    ),
  ];
  const ofSources = Object.values(cases).filter(({ rule }) => rule !== rules.lockIsWhole);
  for (const { rule } of ofSources) expect(rule(clean)).toEqual([]);
});
