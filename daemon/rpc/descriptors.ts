import { wireFields } from './wire.ts';

/** What reflection answers from: the files of a FileDescriptorSet, and what each of them declares. */
export interface Descriptors {
  /** Full names, sorted. */
  readonly services: readonly string[];
  /** The file and all it imports, each encoded by itself; undefined when there is no such file. */
  file(name: string): readonly Buffer[] | undefined;
  /** The same for the file that declares `symbol`. */
  fileOf(symbol: string): readonly Buffer[] | undefined;
  /** The same for the file that declares extension `number` of message `type`. */
  fileOfExtension(type: string, number: number): readonly Buffer[] | undefined;
  /** Numbers of a message's extensions, ascending; undefined when there is no such message. */
  extensionNumbers(type: string): readonly number[] | undefined;
}

interface File {
  readonly bytes: Buffer;
  readonly imports: readonly string[];
}

/** @param set an encoded google.protobuf.FileDescriptorSet that holds every import */
export function readDescriptors(set: Buffer): Descriptors {
  const files = new Map<string, File>();
  const fileNameOf = new Map<string, string>();
  const services: string[] = [];
  const messages = new Set<string>();
  const extensions = new Map<string, Map<number, string>>();

  for (const bytes of children(set, 1)) {
    const name = text(bytes, fileField.name);
    files.set(name, { bytes, imports: children(bytes, fileField.dependency).map(String) });
    const declare = (symbol: string) => fileNameOf.set(symbol, name);
    const extend = (field: Buffer) => {
      const type = withoutDot(text(field, fieldField.extendee));
      const numbers = extensions.get(type) ?? new Map<number, string>();
      extensions.set(type, numbers.set(integer(field, fieldField.number), name));
    };
    for (const { symbol, kind, bytes: declared } of declarations(bytes)) {
      declare(symbol);
      if (kind === 'service') services.push(symbol);
      if (kind === 'message') messages.add(symbol);
      if (kind === 'extension') extend(declared);
    }
  }

  const closure = (name: string | undefined) => {
    if (name === undefined || !files.has(name)) return undefined;
    const names = new Set([name]);
    // A Set grows while it is walked: imports of imports get their turn.
    for (const next of names) for (const imported of files.get(next)!.imports) names.add(imported);
    return [...names].map((each) => files.get(each)!.bytes);
  };

  return {
    services: services.sort(),
    file: closure,
    fileOf: (symbol) => closure(fileNameOf.get(withoutDot(symbol))),
    fileOfExtension: (type, number) => closure(extensions.get(withoutDot(type))?.get(number)),
    extensionNumbers(type) {
      const name = withoutDot(type);
      if (!messages.has(name)) return undefined;
      return [...(extensions.get(name)?.keys() ?? [])].sort((a, b) => a - b);
    },
  };
}

interface Declaration {
  readonly symbol: string;
  readonly kind: 'message' | 'service' | 'extension' | 'other';
  readonly bytes: Buffer;
}

// Field numbers of google/protobuf/descriptor.proto.
const fileField = { name: 1, package: 2, dependency: 3, message: 4, enum: 5, service: 6, extension: 7 } as const;
const messageField = { name: 1, field: 2, nested: 3, enum: 4, extension: 6, oneof: 8 } as const;
const fieldField = { name: 1, extendee: 2, number: 3 } as const;

function* declarations(file: Buffer): Generator<Declaration> {
  const scope = text(file, fileField.package);
  for (const bytes of children(file, fileField.message)) yield* messageDeclarations(scope, bytes);
  for (const bytes of children(file, fileField.enum)) yield* withMembers(scope, bytes, 'other', scope);
  for (const bytes of children(file, fileField.service)) yield* withMembers(scope, bytes, 'service');
  for (const bytes of children(file, fileField.extension))
    yield { symbol: named(scope, bytes), kind: 'extension', bytes };
}

function* messageDeclarations(scope: string, message: Buffer): Generator<Declaration> {
  const symbol = named(scope, message);
  yield { symbol, kind: 'message', bytes: message };
  for (const number of [messageField.field, messageField.oneof]) {
    for (const bytes of children(message, number)) yield { symbol: named(symbol, bytes), kind: 'other', bytes };
  }
  for (const bytes of children(message, messageField.nested)) yield* messageDeclarations(symbol, bytes);
  for (const bytes of children(message, messageField.enum)) yield* withMembers(symbol, bytes, 'other', symbol);
  for (const bytes of children(message, messageField.extension)) {
    yield { symbol: named(symbol, bytes), kind: 'extension', bytes };
  }
}

/** A service with its methods, or an enum with its values, whose names belong to the scope around the enum. */
function* withMembers(
  scope: string,
  bytes: Buffer,
  kind: Declaration['kind'],
  memberScope = named(scope, bytes),
): Generator<Declaration> {
  yield { symbol: named(scope, bytes), kind, bytes };
  for (const member of children(bytes, 2)) yield { symbol: named(memberScope, member), kind: 'other', bytes: member };
}

function named(scope: string, declared: Buffer): string {
  const name = text(declared, 1);
  return scope === '' ? name : `${scope}.${name}`;
}

function children(message: Buffer, number: number): Buffer[] {
  const found: Buffer[] = [];
  for (const field of wireFields(message)) {
    if (field.number === number && typeof field.value !== 'number') found.push(field.value);
  }
  return found;
}

function text(message: Buffer, number: number): string {
  return children(message, number).at(-1)?.toString('utf8') ?? '';
}

function integer(message: Buffer, number: number): number {
  for (const field of wireFields(message)) {
    if (field.number === number && typeof field.value === 'number') return field.value;
  }
  return 0;
}

function withoutDot(name: string): string {
  return name.startsWith('.') ? name.slice(1) : name;
}
