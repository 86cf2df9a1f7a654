import { invalid } from '../core/errors.ts';
import type { Labels } from '../core/model.ts';
import { quoted } from './quoted.ts';

const maxBytes = 4_096;

/**
 * Reads `zone=a,disk=ssd`: labels that a backend must all have.
 *
 * @throws LbError `invalid-argument`
 */
export function selectorOf(text: string, field = 'selector'): Labels {
  if (Buffer.byteLength(text) > maxBytes) throw invalid(field, `must be at most ${maxBytes} bytes`);
  const labels: Record<string, string> = Object.create(null);
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(0, equals)).trim();
    if (name === '') throw invalid(field, `must be labels such as zone=a,disk=ssd, not ${quoted(text)}`);
    if (Object.hasOwn(labels, name)) throw invalid(field, `names ${quoted(name)} twice`);
    labels[name] = part.slice(equals + 1).trim();
  }
  return labels;
}
