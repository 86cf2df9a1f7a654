import { z } from 'zod';
import { formatDuration, parseDuration } from './duration.ts';

/** One setting of the process. Flags, environment, file and documentation all come from this. */
export interface Setting {
  /** In the file; the flag has `-` for `_`, the variable is `LBD_` and capitals. */
  readonly name: string;
  readonly kind: 'text' | 'path' | 'list' | 'switch' | 'count' | 'duration';
  /** Stands for the value in `--help`; null for a switch. */
  readonly placeholder: string | null;
  /** In words: `a whole number of bytes from 16,384 to 67,108,864`. */
  readonly expects: string;
  /** In words. */
  readonly defaultText: string;
  readonly sentence: string;
  readonly schema: z.ZodType;
}

export function path(name: string, placeholder: string, defaultText: string, sentence: string) {
  const schema = z.string().min(1).max(4_096).optional();
  return { name, kind: 'path', placeholder, expects: 'a path', defaultText, sentence, schema } as const;
}

export function toggle(name: string, sentence: string) {
  const schema = z.boolean().default(false);
  const expects = 'true or false';
  return { name, kind: 'switch', placeholder: null, expects, defaultText: 'false', sentence, schema } as const;
}

export function choice<const T extends string>(
  name: string,
  values: readonly [T, ...T[]],
  byDefault: NoInfer<T>,
  sentence: string,
) {
  const schema = z.enum(values).default(() => byDefault as never);
  const expects = `one of ${values.join(', ')}`;
  return {
    name,
    kind: 'text',
    placeholder: values.join('|'),
    expects,
    defaultText: byDefault,
    sentence,
    schema,
  } as const;
}

export function count(name: string, byDefault: number, min: number, max: number, unit: string, [sentence]: [string]) {
  const schema = z.int().min(min).max(max).default(byDefault);
  const expects = `a whole number of ${unit} from ${grouped(min)} to ${grouped(max)}`;
  return { name, kind: 'count', placeholder: 'N', expects, defaultText: grouped(byDefault), sentence, schema } as const;
}

/** A list of texts; each is looked at where it is used. */
export function list(name: string, placeholder: string, expects: string, defaultText: string, sentence: string) {
  const schema = z.array(z.string().min(1).max(255)).min(1).max(64).optional();
  return { name, kind: 'list', placeholder, expects, defaultText, sentence, schema } as const;
}

/** Given as text, held as milliseconds. */
export function duration(name: string, defaultMs: number, minMs: number, maxMs: number, sentence: string) {
  const schema = z
    .string()
    .transform((text) => parseDuration(text) ?? Number.NaN)
    .pipe(z.number().min(minMs).max(maxMs))
    .default(defaultMs);
  const expects = `a duration from ${formatDuration(minMs)} to ${formatDuration(maxMs)}, such as 500ms`;
  const defaultText = formatDuration(defaultMs);
  return { name, kind: 'duration', placeholder: 'DURATION', expects, defaultText, sentence, schema } as const;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
