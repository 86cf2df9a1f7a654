import type { FieldMask__Output } from '../../proto/generated/google/protobuf/FieldMask.ts';
import { invalid } from '../core/errors.ts';
import { quoted } from './quoted.ts';

/** How one field of `Message` becomes a part of `Patch`. */
export interface Field<Message, Patch> {
  /** Whether the message says anything about it. */
  isSet(message: Message): boolean;
  /** Its value, the default where it is not set. */
  read(message: Message): Patch;
}

/** The fields an operator sets, by their paths in the contract. */
export type Fields<Message, Patch> = Readonly<Record<string, Field<Message, Patch>>>;

/**
 * What an update changes: the fields the mask names, or, without a mask, those that are set. A field that is named
 * but not set goes back to its default; a message that is named stands for all its fields, `*` for all there are.
 *
 * @throws LbError `invalid-argument` for a path that is no setting
 */
export function settingsPatches<Message, Patch>(
  message: Message,
  mask: FieldMask__Output | null,
  fields: Fields<Message, Patch>,
): Patch[] {
  const paths = Object.keys(fields);
  if (mask === null || mask.paths.length === 0) {
    return paths.filter((path) => fields[path]!.isSet(message)).map((path) => fields[path]!.read(message));
  }
  for (const named of mask.paths) {
    if (!paths.some((path) => covers(named, path))) {
      throw invalid('update_mask', `${quoted(named)} is not one of ${paths.join(', ')}`);
    }
  }
  return paths
    .filter((path) => mask.paths.some((named) => covers(named, path)))
    .map((path) => fields[path]!.read(message));
}

function covers(named: string, path: string): boolean {
  return named === '*' || named === path || path.startsWith(`${named}.`);
}
