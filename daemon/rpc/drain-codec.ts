import type { DrainBackendRequest__Output } from '../../proto/generated/lb/v1/DrainBackendRequest.ts';
import { invalid } from '../core/errors.ts';
import type { BackendId, Labels } from '../core/model.ts';
import type { DrainWish } from '../drains/drains.ts';
import { drainModes, drainThens } from './drain-message.ts';
import { selectorOf } from './selector.ts';
import { backendIdOf } from './texts.ts';
import { drainBounds, durationMsOf } from './times.ts';
import { enumWord } from './words.ts';

const maxRate = 1_000_000;

/** Which backends are to drain: one by its id, or all of the pool with these labels. */
export type DrainTarget = { readonly id: BackendId } | { readonly labels: Labels };

/** @throws LbError `invalid-argument` with the field's path */
export function drainTarget({ backend_id: id, selector }: DrainBackendRequest__Output): DrainTarget {
  if (id !== '' && selector !== '') throw invalid('selector', 'must be empty where backend_id says which backend');
  return selector === '' ? { id: backendIdOf(id) } : { labels: selectorOf(selector) };
}

/** What is not said keeps a running drain's value, or takes the default. @throws LbError `invalid-argument` */
export function drainWish(request: DrainBackendRequest__Output): DrainWish {
  const { deadline, idle_deadline: idleDeadline, to, rate } = request;
  if (rate > maxRate)
    throw invalid('rate', `must be 0 to ${maxRate.toLocaleString('en')} sessions a second, not ${rate}`);
  return {
    deadlineMs: deadline === null ? null : durationMsOf(deadline, 'deadline', drainBounds),
    idleDeadlineMs: idleDeadline === null ? null : durationMsOf(idleDeadline, 'idle_deadline', drainBounds),
    mode: enumWord(request.mode, drainModes, 'mode'),
    atDeadline: enumWord(request.at_deadline, drainThens, 'at_deadline'),
    to: to === '' ? null : backendIdOf(to, 'to'),
    rate: rate === 0 ? null : rate,
  };
}
