import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import { loadContract, protoRoot } from '../../proto/contract.ts';
import type { ServerReflectionHandlers } from '../../proto/generated/grpc/reflection/v1/ServerReflection.ts';
import type { ServerReflectionRequest__Output as Question } from '../../proto/generated/grpc/reflection/v1/ServerReflectionRequest.ts';
import type { ServerReflectionResponse as Answer } from '../../proto/generated/grpc/reflection/v1/ServerReflectionResponse.ts';
import type { ProtoGrpcType as ReflectionContract } from '../../proto/generated/reflection.ts';
import { type Descriptors, readDescriptors } from './descriptors.ts';
import { quoted } from './quoted.ts';

const contract = loadContract<ReflectionContract>(
  'grpc/reflection/v1/reflection.proto',
  'grpc/reflection/v1alpha/reflection.proto',
);
/** Both versions: they differ in their names only. */
export const reflectionServices = [
  contract.grpc.reflection.v1.ServerReflection.service,
  contract.grpc.reflection.v1alpha.ServerReflection.service,
] as const;

export interface ReflectionFace {
  readonly handlers: ServerReflectionHandlers;
  /** Ends the conversations: clients keep them open, and they would hold a stop up. */
  endConversations(): void;
}

type Conversation = ServerDuplexStream<Question, Answer>;

/**
 * Answers from the committed descriptor set, byte for byte. The loader's own descriptors won't do: they lose imports
 * and optional fields, and foreign clients then can't read the contract.
 */
export function reflectionFace(): ReflectionFace {
  const descriptors = readDescriptors(readFileSync(join(protoRoot, 'descriptor.binpb')));
  const open = new Set<Conversation>();
  return {
    handlers: {
      ServerReflectionInfo(conversation) {
        open.add(conversation);
        const leave = () => {
          open.delete(conversation);
          conversation.end();
        };
        conversation.on('data', (question: Question) => {
          conversation.write({
            valid_host: question.host,
            original_request: question,
            ...answerTo(question, descriptors),
          });
        });
        conversation.once('end', leave);
        conversation.once('cancelled', leave);
      },
    },
    endConversations() {
      for (const conversation of open) conversation.end();
      open.clear();
    },
  };
}

export function answerTo(question: Question, descriptors: Descriptors): Answer {
  switch (question.message_request) {
    case 'file_by_filename': {
      const name = question.file_by_filename!;
      return files(descriptors.file(name), `file ${quoted(name)}`);
    }
    case 'file_containing_symbol': {
      const symbol = question.file_containing_symbol!;
      return files(descriptors.fileOf(symbol), `symbol ${quoted(symbol)}`);
    }
    case 'file_containing_extension': {
      const { containing_type: type, extension_number: number } = question.file_containing_extension!;
      return files(descriptors.fileOfExtension(type, number), `extension ${number} of ${quoted(type)}`);
    }
    case 'all_extension_numbers_of_type': {
      const type = question.all_extension_numbers_of_type!;
      const numbers = descriptors.extensionNumbers(type);
      if (numbers === undefined) return notFound(`message ${quoted(type)}`);
      return { all_extension_numbers_response: { base_type_name: type, extension_number: [...numbers] } };
    }
    case 'list_services':
      return { list_services_response: { service: descriptors.services.map((name) => ({ name })) } };
    default:
      return { error_response: { error_code: status.INVALID_ARGUMENT, error_message: 'the request asks nothing' } };
  }
}

function files(found: readonly Buffer[] | undefined, what: string): Answer {
  return found === undefined ? notFound(what) : { file_descriptor_response: { file_descriptor_proto: [...found] } };
}

function notFound(what: string): Answer {
  return { error_response: { error_code: status.NOT_FOUND, error_message: `there is no ${what} here` } };
}
