import type { Drain } from '../../proto/generated/lb/v1/Drain.ts';
import type { DrainMode__Output as DrainMode } from '../../proto/generated/lb/v1/DrainMode.ts';
import type { DrainThen__Output as DrainThen } from '../../proto/generated/lb/v1/DrainThen.ts';
import type { DrainPlan, DrainMode as Mode, DrainThen as Then } from '../core/model.ts';
import { timestamp } from './times.ts';
import { type EnumWords, enumValue } from './words.ts';

export const drainModes: EnumWords<DrainMode, Mode> = {
  DRAIN_MODE_LET_FINISH: 'let-finish',
  DRAIN_MODE_MOVE: 'move',
  DRAIN_MODE_HOLD: 'hold',
};
export const drainThens: EnumWords<DrainThen, Then> = {
  DRAIN_THEN_MOVE: 'move',
  DRAIN_THEN_EXPIRE: 'expire',
  DRAIN_THEN_HOLD: 'hold',
};

export function drainMessage(plan: DrainPlan): Drain {
  return {
    mode: enumValue(plan.mode, drainModes),
    at_deadline: enumValue(plan.atDeadline, drainThens),
    start_time: timestamp(plan.startedAtMs),
    deadline: plan.deadlineMs === null ? null : timestamp(plan.deadlineMs),
    idle_deadline: plan.idleDeadlineMs === 0 ? null : timestamp(plan.idleDeadlineMs),
    to: plan.to,
    rate: plan.rate,
    held: plan.held,
    reason: plan.reason,
  };
}
