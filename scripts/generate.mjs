// Makes what is generated from proto/: the types and the tables of fields (proto/generated) and the descriptor set that
// reflection serves.
// Both are committed, so that a build needs no code generator; scripts/check-generated.mjs holds them to the contract.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSchema } from './generate-schema.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const protoFiles = [
  'lb/v1/routing.proto',
  'lb/v1/admin.proto',
  'google/rpc/status.proto',
  'google/rpc/error_details.proto',
  'grpc/health/v1/health.proto',
  'grpc/reflection/v1/reflection.proto',
  'grpc/reflection/v1alpha/reflection.proto',
];
// The same as `loaderOptions` in proto/contract.ts: the types tell what the loader does.
const loaderFlags = ['--keepCase', '--longs=Number', '--enums=String', '--defaults', '--oneofs'];

/** Writes `generated/` and `descriptor.binpb` into `folder`. */
export function generate(folder) {
  rmSync(join(folder, 'generated'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('proto-loader-gen-types', [
    ...loaderFlags,
    '--includeComments',
    '--grpcLib=@grpc/grpc-js',
    '--importFileExtension=.ts',
    '--includeDirs=proto',
    `--outDir=${join(folder, 'generated')}`,
    ...protoFiles,
  ]);
  writeSchema(root, join(folder, 'generated', 'schema.ts'));
  run('buf', [
    'build',
    '--as-file-descriptor-set',
    '--exclude-source-info',
    `--output=${join(folder, 'descriptor.binpb')}`,
  ]);
}

function run(tool, args) {
  execFileSync(join(root, 'node_modules', '.bin', tool), args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(join(root, 'proto'));
