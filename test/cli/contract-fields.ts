import { loadSync } from '@grpc/proto-loader';
import { loaderOptions, protoRoot } from '../../proto/contract.ts';

const definitions = loadSync(['lb/v1/admin.proto'], { ...loaderOptions, includeDirs: [protoRoot] });

/** The names of a message's fields, as the contract spells them. */
export function fieldsOf(message: string): string[] {
  const definition = definitions[`lb.v1.${message}`];
  const type = definition && 'type' in definition ? (definition.type as { field?: { name: string }[] }) : undefined;
  return type?.field?.map(({ name }) => name) ?? [];
}
