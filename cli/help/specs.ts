/** What help tells of a flag: the part of oclif's definitions that lbctl uses. */
export interface FlagSpec {
  readonly type: 'boolean' | 'option';
  readonly summary?: string;
  readonly char?: string;
  readonly options?: readonly string[];
  readonly helpValue?: string | string[];
  readonly helpGroup?: string;
  readonly env?: string;
  readonly default?: unknown;
  readonly defaultHelp?: unknown;
  readonly multiple?: boolean;
  readonly required?: boolean;
  readonly hidden?: boolean;
}

export interface ArgSpec {
  readonly description?: string;
  readonly required?: boolean;
}

/** `DURATION`, `NAME`, `wide|json|name`: what stands behind the flag; empty for a switch. */
export function valueText(name: string, { type, helpValue, options }: FlagSpec): string {
  if (type === 'boolean') return '';
  if (options) return options.join('|');
  return String(helpValue ?? (name === 'pool' ? 'NAME' : 'NUMBER'));
}

/** What it is when it is not given; empty where nothing is. */
export async function defaultText({ default: value, defaultHelp }: FlagSpec): Promise<string> {
  if (typeof defaultHelp === 'function') return String(await defaultHelp());
  return value === undefined || value === false ? '' : String(value);
}
