import { invalid } from '../core/errors.ts';
import type { Labels } from '../core/model.ts';
import { quoted } from './quoted.ts';
import { shortText } from './texts.ts';

/** Of a backend, and of a session. */
export const maxLabels = 32;
/** Of a label's key and value: what DNS labels and Kubernetes labels may have. */
const maxTextBytes = 63;

/** @throws LbError `invalid-argument` with the path, for too many, too long ones, an empty key or control characters */
export function labelsOf(labels: Labels, field: string): Labels {
  const entries = Object.entries(labels);
  if (entries.length > maxLabels) throw invalid(field, `must be at most ${maxLabels}, and there are ${entries.length}`);
  for (const [key, value] of entries) {
    const path = `${field}[${quoted(key)}]`;
    if (key === '') throw invalid(path, 'must have a key');
    shortText(key, path, maxTextBytes);
    shortText(value, path, maxTextBytes);
  }
  return Object.fromEntries(entries);
}
