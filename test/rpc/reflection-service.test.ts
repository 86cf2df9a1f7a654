import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentials, status } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Descriptors, readDescriptors } from '../../daemon/rpc/descriptors.ts';
import { wireFields } from '../../daemon/rpc/wire.ts';
import { loadContract, protoRoot } from '../../proto/contract.ts';
import type { ServerReflectionRequest } from '../../proto/generated/grpc/reflection/v1/ServerReflectionRequest.ts';
import type { ServerReflectionResponse__Output as Answer } from '../../proto/generated/grpc/reflection/v1/ServerReflectionResponse.ts';
import type { ProtoGrpcType } from '../../proto/generated/reflection.ts';
import { aServer } from './a-server.ts';

const { reflection } = loadContract<ProtoGrpcType>(
  'grpc/reflection/v1/reflection.proto',
  'grpc/reflection/v1alpha/reflection.proto',
).grpc;

const committed = readDescriptors(readFileSync(join(protoRoot, 'descriptor.binpb')));

/** The name is the first field of a FileDescriptorProto. */
const nameOf = (file: Buffer) => {
  for (const { number, value } of wireFields(file)) if (number === 1) return String(value);
  return '';
};
const namesOf = (files: readonly Buffer[] | undefined) => files?.map(nameOf);

describe.each([
  ['v1', reflection.v1.ServerReflection],
  ['v1alpha', reflection.v1alpha.ServerReflection],
])('reflection %s', (_version, Client) => {
  async function aConversation() {
    const { address, server } = await aServer();
    const client = new Client(address, credentials.createInsecure());
    onTestFinished(() => client.close());
    const conversation = client.serverReflectionInfo();
    const ask = (question: ServerReflectionRequest) =>
      new Promise<Answer>((resolve, reject) => {
        conversation.once('data', resolve);
        conversation.once('error', reject);
        conversation.write(question);
      });
    return { ask, conversation, server };
  }

  test('lists the services', async () => {
    const { ask } = await aConversation();
    const { list_services_response: list, original_request: question } = await ask({ host: 'h', list_services: '*' });
    expect(list?.service.map(({ name }) => name)).toEqual([
      'grpc.health.v1.Health',
      'grpc.reflection.v1.ServerReflection',
      'grpc.reflection.v1alpha.ServerReflection',
      'lb.v1.AdminService',
      'lb.v1.RoutingService',
    ]);
    expect(question).toMatchObject({ host: 'h', message_request: 'list_services' });
  });

  test('answers a file with all it imports, each once', async () => {
    const { ask } = await aConversation();
    const { file_descriptor_response: files } = await ask({ file_by_filename: 'lb/v1/admin.proto' });
    const names = files!.file_descriptor_proto.map(nameOf);
    expect(names[0]).toBe('lb/v1/admin.proto');
    expect(names).toEqual(
      expect.arrayContaining([
        'lb/v1/types.proto',
        'google/protobuf/duration.proto',
        'google/protobuf/field_mask.proto',
        'google/protobuf/timestamp.proto',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test('answers one question after the other on one stream', async () => {
    const { ask } = await aConversation();
    for (const symbol of ['lb.v1.RoutingService', '.lb.v1.RoutingService.Route', 'lb.v1.RouteRequest.session_id']) {
      const { file_descriptor_response: files } = await ask({ file_containing_symbol: symbol });
      expect(nameOf(files!.file_descriptor_proto[0]!)).toBe('lb/v1/routing.proto');
    }
  });

  test.each([
    [{ file_by_filename: 'lb/v9/x.proto' }, status.NOT_FOUND, '"lb/v9/x.proto"'],
    [{ file_containing_symbol: 'lb.v1.Nothing' }, status.NOT_FOUND, '"lb.v1.Nothing"'],
    [{ all_extension_numbers_of_type: 'lb.v1.Nothing' }, status.NOT_FOUND, '"lb.v1.Nothing"'],
    [
      { file_containing_extension: { containing_type: 'lb.v1.Pool', extension_number: 7 } },
      status.NOT_FOUND,
      'extension 7 of "lb.v1.Pool"',
    ],
    [{}, status.INVALID_ARGUMENT, 'asks nothing'],
  ])('answers %j by an error, and goes on', async (question, code, message) => {
    const { ask } = await aConversation();
    const { error_response: error } = await ask(question);
    expect(error).toEqual({ error_code: code, error_message: expect.stringContaining(message) });
    expect((await ask({ list_services: '' })).message_response).toBe('list_services_response');
  });

  test('knows that no message here has extensions', async () => {
    const { ask } = await aConversation();
    const { all_extension_numbers_response: numbers } = await ask({ all_extension_numbers_of_type: 'lb.v1.Pool' });
    expect(numbers).toEqual({ base_type_name: 'lb.v1.Pool', extension_number: [] });
  });

  test('does not hold a stop up', async () => {
    const { ask, conversation, server } = await aConversation();
    const ended = new Promise((resolve) => conversation.once('status', resolve));
    await ask({ list_services: '' });
    await server.stop(3_600_000);
    expect(await ended).toMatchObject({ code: status.OK });
  });
});

describe('the committed descriptors', () => {
  test.each([
    ['a message', 'lb.v1.Backend', 'lb/v1/types.proto'],
    ['a field', 'lb.v1.Backend.labels', 'lb/v1/types.proto'],
    ['the entry of a map', 'lb.v1.Backend.LabelsEntry', 'lb/v1/types.proto'],
    ['an enum', 'lb.v1.Outcome', 'lb/v1/types.proto'],
    ['a value, which lives beside its enum', 'lb.v1.OUTCOME_KEPT', 'lb/v1/types.proto'],
    ['an enum in a message', 'grpc.health.v1.HealthCheckResponse.ServingStatus', 'grpc/health/v1/health.proto'],
    ['its value', 'grpc.health.v1.HealthCheckResponse.SERVING', 'grpc/health/v1/health.proto'],
    ['a oneof', 'lb.v1.ExpireNowRequest.target', 'lb/v1/admin.proto'],
    ['a method', 'lb.v1.AdminService.GetStatus', 'lb/v1/admin.proto'],
    ['an imported message', 'google.protobuf.Duration', 'google/protobuf/duration.proto'],
    ['a detail of errors', 'google.rpc.ErrorInfo', 'google/rpc/error_details.proto'],
  ])('find %s', (_what, symbol, file) => {
    expect(namesOf(committed.fileOf(symbol))?.[0]).toBe(file);
  });

  test('hold every import of every file', () => {
    for (const service of committed.services) expect(committed.fileOf(service)).not.toContain(undefined);
  });
});

test('extensions are found by their message and number', () => {
  // A set of two files, written by hand: a.proto declares message a.M, b.proto extends it with field 100.
  const field = (number: number, value: Buffer | string) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
  };
  const message = Buffer.concat([field(1, 'M')]);
  const a = Buffer.concat([field(1, 'a.proto'), field(2, 'a'), field(4, message)]);
  const extension = Buffer.concat([field(1, 'x'), field(2, '.a.M'), Buffer.from([3 * 8, 100])]);
  const b = Buffer.concat([field(1, 'b.proto'), field(3, 'a.proto'), field(7, extension)]);
  const descriptors: Descriptors = readDescriptors(Buffer.concat([field(1, a), field(1, b)]));

  expect(descriptors.extensionNumbers('.a.M')).toEqual([100]);
  expect(namesOf(descriptors.fileOfExtension('a.M', 100))).toEqual(['b.proto', 'a.proto']);
  expect(descriptors.fileOfExtension('a.M', 101)).toBeUndefined();
  expect(namesOf(descriptors.fileOf('x'))).toEqual(['b.proto', 'a.proto']);
});
