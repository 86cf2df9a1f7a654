import type { FieldMask__Output } from '../../proto/generated/google/protobuf/FieldMask.ts';
import { invalid } from '../core/errors.ts';
import { quoted } from './quoted.ts';

/** How one field of `Message` becomes a part of `Settings`. */
export interface Field<Message, Settings> {
  /** Whether the message says anything about it. */
  isSet(message: Message): boolean;
  /** Its value, the default where it is not set. */
  read(message: Message): Partial<Settings>;
}

/** The fields an operator sets, by their names in the contract. */
export type Fields<Message, Settings> = Readonly<Record<string, Field<Message, Settings>>>;

/**
 * What an update changes: the fields the mask names, or, without a mask, those that are set. A field that is named
 * but not set goes back to its default; `*` names them all.
 *
 * @throws LbError `invalid-argument` for a path that is no setting
 */
export function settingsPatch<Message, Settings>(
  message: Message,
  mask: FieldMask__Output | null,
  fields: Fields<Message, Settings>,
): Partial<Settings> {
  const patch: Partial<Settings> = {};
  for (const name of namesIn(mask, fields) ?? setNames(message, fields)) {
    Object.assign(patch, fields[name]!.read(message));
  }
  return patch;
}

function setNames<Message>(message: Message, fields: Fields<Message, unknown>): string[] {
  return Object.keys(fields).filter((name) => fields[name]!.isSet(message));
}

function namesIn(mask: FieldMask__Output | null, fields: Fields<never, unknown>): string[] | null {
  if (mask === null || mask.paths.length === 0) return null;
  const known = Object.keys(fields);
  const stray = mask.paths.find((path) => path !== '*' && !known.includes(path));
  if (stray !== undefined) {
    throw invalid('update_mask', `${quoted(stray)} is not one of ${known.join(', ')}`);
  }
  return mask.paths.includes('*') ? known : mask.paths;
}
