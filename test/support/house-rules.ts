import { codeOf, importsOf, type Source } from './source-tree.ts';

/** What a rule finds wrong, in words; empty when the house is in order. */
export type Rule = (sources: readonly Source[]) => string[];

/** Rooms at the rim of the daemon: each knows the core and the services, and none knows another. */
const rims = ['store', 'rpc', 'health', 'gateway', 'planes', 'admin-http', 'observe', 'dev'];

/** What lbd does, around the core: rooms that know each other, and the files right in daemon/. */
const services = ['routing', 'sessions', 'cookies', 'backends', 'drains', 'upkeep'];

/** Which rooms a room may import from, itself always. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  cli: ['proto'],
  proto: [],
  core: [],
  affinity: ['core'],
  principals: ['core'],
  config: ['core', 'principals'],
  'session-filter': ['core', 'config'],
  services: ['core', 'config', 'session-filter', 'affinity'],
  compose: ['core', 'config', 'services', 'principals', 'proto', ...rims],
  ...Object.fromEntries(rims.map((rim) => [rim, ['core', 'services']])),
  rpc: ['core', 'services', 'session-filter', 'affinity', 'principals', 'proto'],
  'admin-http': ['core', 'services', 'session-filter', 'principals'],
  store: ['core', 'services', 'affinity'],
  gateway: ['core', 'services', 'affinity'],
  planes: ['core', 'services', 'affinity', 'proto'],
};

export function roomOf(path: string): string {
  const [top = '', second = '', third] = path.split('/');
  if (top !== 'daemon') return top;
  if (third !== undefined) return services.includes(second) ? 'services' : second;
  if (second === 'compose.ts' || second === 'main.ts') return 'compose';
  return second === 'config.ts' ? 'config' : 'services';
}

export const importsGoOneWay: Rule = (sources) =>
  sources.flatMap(importsOf).flatMap(({ by, target }) => {
    if (target === null || target.endsWith('package.json')) return [];
    const [from, to] = [roomOf(by), roomOf(target)];
    return from === to || allowed[from]?.includes(to) ? [] : [`${by} (${from}) imports ${target} (${to})`];
  });

export const noCircles: Rule = (sources) => {
  const targets = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap(({ target }) => target ?? [])]),
  );
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' -> ')];
    if (done.has(path)) return [];
    const found = (targets.get(path) ?? []).flatMap((target) => walk(target, [...trail, path]));
    done.add(path);
    return found;
  };
  return [...targets.keys()].flatMap((path) => walk(path, []));
};

export const noBarrels: Rule = (sources) =>
  sources
    .filter(({ text }) => /^export\s+(type\s+)?(\*|\{[^}]*\})[^;'\n]*\sfrom\s/m.test(text))
    .map(({ path }) => path);

export const namesSayWhat: Rule = (sources) =>
  sources
    .map(({ path }) => path)
    .filter((path) => /(^|\/)(utils?|helpers?|common|misc|shared|lib)(\/|\.|$)/i.test(path));

/** Where a package may be imported: the paths that begin so. */
const homes: readonly (readonly [package_: RegExp, paths: readonly string[]])[] = [
  [/^better-sqlite3$/, ['daemon/store/sqlite/']],
  [/^(io)?redis$/, ['daemon/store/redis/']],
  [/^@grpc\//, ['daemon/rpc/', 'daemon/planes/', 'proto/', 'cli/client.ts', 'cli/client/']],
  [/^@oclif\//, ['cli/']],
  [/^(pino|prom-client)$/, ['daemon/observe/']],
  [/^yaml$/, ['daemon/config/', 'cli/apply/', 'cli/commands/export.ts']],
  [/^zod$/, ['daemon/config/']],
];

export const packagesStayHome: Rule = (sources) =>
  sources.flatMap(importsOf).flatMap(({ by, specifier }) => {
    const [, paths] = homes.find(([name]) => name.test(specifier)) ?? [];
    return paths === undefined || paths.some((path) => by.startsWith(path)) ? [] : [`${by} imports ${specifier}`];
  });

export const coreImportsNothing: Rule = (sources) =>
  inCore(sources)
    .flatMap(importsOf)
    .filter(
      ({ by, specifier }) => !specifier.startsWith('.') && !(by.endsWith('/hash.ts') && specifier === 'node:crypto'),
    )
    .map(({ by, specifier }) => `${by} imports ${specifier}`);

const outside = new RegExp(
  '\\b(Date|performance|process|console|setTimeout|setInterval|setImmediate|queueMicrotask|fetch|globalThis|async|await)\\b' +
    '|\\bMath\\.random|\\brandom(Bytes|UUID|Int|FillSync)\\b|\\bgetRandomValues\\b|\\bnew Promise\\b',
);

export const coreIsPure: Rule = (sources) =>
  inCore(sources).flatMap(({ path, text }) =>
    codeOf(text)
      .split('\n')
      .flatMap((line, i) => {
        const [word] = outside.exec(line) ?? [];
        return word === undefined ? [] : [`${path}: ${word} near line ${i + 1}: ${line.trim()}`];
      }),
  );

export const filesAreSmall: Rule = (sources) => {
  const sizes = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const over200 = sizes.filter(({ lines }) => lines > 200);
  return [
    ...sizes.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path} has ${lines} lines, over 300`),
    ...(median > 90 ? [`the median is ${median} lines, over 90`] : []),
    ...(over200.length > Math.max(1, sizes.length / 20)
      ? [
          `over 200 lines are more than one file in twenty: ${over200.map(({ path, lines }) => `${path} (${lines})`).join(', ')}`,
        ]
      : []),
  ];
};

interface Locked {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

/** `npm ci` refuses a lock that leaves out another platform's package; a registry that lacks it makes npm do so. */
export const lockIsWhole: Rule = (sources) =>
  sources.flatMap(({ path, text }) => {
    const { packages } = JSON.parse(text) as Locked;
    return Object.entries(packages).flatMap(([dependent, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !packages[`node_modules/${name}`] && !packages[`${dependent}/node_modules/${name}`])
        .map((name) => `${path} lacks ${name}, which ${dependent} may want`),
    );
  });

/** @param homePaths absolute folders of the machine at hand */
export const noWordOfThisMachine =
  (homePaths: readonly string[]): Rule =>
  (sources) =>
    sources.flatMap(({ path, text }) => {
      const hosts =
        /\b(registry\.npmjs|registry\.yarnpkg|npm\.pkg\.github|pypi|pythonhosted|artifactory)\.(org|com)\b|"resolved":/;
      const [host] = hosts.exec(text) ?? [];
      const home = homePaths.find((folder) =>
        new RegExp(`(^|[\\s'"\`(=:])${folder.replaceAll('.', '\\.')}/`, 'm').test(text),
      );
      return [...(host === undefined ? [] : [`${path}: ${host}`]), ...(home === undefined ? [] : [`${path}: ${home}`])];
    });

function inCore(sources: readonly Source[]): Source[] {
  return sources.filter(({ path }) => path.startsWith('daemon/core/'));
}
