// Writes docs/api.md from the contract's own comments; with --check it only says whether the page is up to date.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { bin, root } from './run.mjs';

const page = `${root}/docs/api.md`;
const image = execFileSync(bin('buf'), ['build', '-o', '-#format=json', '--as-file-descriptor-set'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
});
const files = JSON.parse(image).file.filter(({ name }) => name.startsWith('lb/v1/'));

// Field numbers of descriptor.proto: the path of a comment is made of them.
const of = { message: 4, enum: 5, service: 6, method: 2, field: 2, nestedEnum: 4, value: 2 };

/** Comments by the path of what they stand on. */
function commentsOf(file) {
  const byPath = new Map();
  for (const { path = [], leadingComments } of file.sourceCodeInfo.location) {
    if (leadingComments !== undefined) byPath.set(path.join('.'), leadingComments.replace(/^ /gm, '').trim());
  }
  return (...path) => byPath.get(path.join('.')) ?? '';
}

const shortName = (full) => full.replace(/^\.lb\.v1\./, '').replace(/^\./, '');
const scalar = (type) => type.replace('TYPE_', '').toLowerCase();
const linked = (full) =>
  full.startsWith('.lb.v1.') ? `[${shortName(full)}](#${shortName(full).toLowerCase()})` : shortName(full);

function typeOf(field, message) {
  const entry = message.nestedType?.find(
    ({ name, options }) => options?.mapEntry && field.typeName?.endsWith(`.${name}`),
  );
  if (entry !== undefined) {
    const [key, value] = entry.field;
    return `map of ${scalar(key.type)} to ${value.typeName ? linked(value.typeName) : scalar(value.type)}`;
  }
  const type = field.typeName ? linked(field.typeName) : scalar(field.type);
  return field.label === 'LABEL_REPEATED' ? `list of ${type}` : field.proto3Optional ? `optional ${type}` : type;
}

const cell = (text) => text.replaceAll('\n', ' ').replaceAll('|', '\\|');

function services(file, comment) {
  return (file.service ?? []).map((service, s) => {
    const methods = service.method.map((method, m) => {
      const takes = `${method.clientStreaming ? 'stream of ' : ''}${linked(method.inputType)}`;
      const gives = `${method.serverStreaming ? 'stream of ' : ''}${linked(method.outputType)}`;
      return `### ${service.name}.${method.name}\n\n${takes} → ${gives}\n\n${errorsAsList(comment(of.service, s, of.method, m))}\n`;
    });
    return `## ${service.name}\n\n${comment(of.service, s)}\n\n${methods.join('\n')}`;
  });
}

/** Lines that begin with a status code become a list. */
function errorsAsList(text) {
  return text.replace(/^([A-Z][A-Z_]+) {2,}/gm, '- `$1`: ');
}

function messages(file, comment) {
  return (file.messageType ?? []).map((message, i) => {
    const rows = (message.field ?? []).map((field, f) => {
      const oneof =
        field.oneofIndex !== undefined && !field.proto3Optional
          ? ` (one of \`${message.oneofDecl[field.oneofIndex].name}\`)`
          : '';
      return `| ${field.number} | \`${field.name}\` | ${typeOf(field, message)}${oneof} | ${cell(comment(of.message, i, of.field, f))} |`;
    });
    const table = rows.length === 0 ? 'No fields.' : `| no. | field | type | |\n|---|---|---|---|\n${rows.join('\n')}`;
    return `### ${message.name}\n\n${comment(of.message, i)}\n\n${table}\n`.replace('\n\n\n', '\n\n');
  });
}

function enums(file, comment) {
  return (file.enumType ?? []).map((type, i) => {
    const rows = type.value.map(
      ({ name, number = 0 }, v) => `| ${number} | \`${name}\` | ${cell(comment(of.enum, i, of.value, v))} |`,
    );
    return `### ${type.name}\n\n${comment(of.enum, i)}\n\n| no. | value | |\n|---|---|---|\n${rows.join('\n')}\n`;
  });
}

const all = (part) => files.flatMap((file) => part(file, commentsOf(file))).join('\n');
const text = `# The API, \`lb.v1\`

<!-- Made by \`node scripts/api-doc.mjs\` from proto/lb/v1. Change it there. -->

The contract is in \`proto/lb/v1\`; server reflection (v1 and v1alpha) and \`grpc.health.v1.Health\` are served beside it.
Every error carries a \`google.rpc.ErrorInfo\` detail with a reason in UPPER_SNAKE, domain \`lb.v1\`; errors worth
repeating carry \`google.rpc.RetryInfo\`.

${all(services)}
## Messages

${all(messages)}
## Enumerations

${all(enums)}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (text !== readPage()) {
  console.error('docs/api.md is not what proto/lb/v1 says: run node scripts/api-doc.mjs');
  process.exitCode = 1;
}

function readPage() {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}
