import { invalid } from '../core/errors.ts';

const defaultPageSize = 100;
const maxPageSize = 1_000;

/** 1 to 1,000: 0 is 100, more is 1,000. */
export function pageSizeOf(size: number): number {
  if (size < 0) throw invalid('page_size', `must not be below 0, and is ${size}`);
  return size === 0 ? defaultPageSize : Math.min(size, maxPageSize);
}
