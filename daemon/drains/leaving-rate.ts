import type { Member } from '../core/member.ts';
import type { DurationMs, InstantMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';

const windowMs: DurationMs = 10_000;

/** How many sessions leave a backend a second, over the last ten seconds. */
export class LeavingRate {
  readonly #member: Member;
  readonly #clock: Clock;
  #samples: { readonly atMs: InstantMs; readonly left: number }[] = [];

  constructor(member: Member, clock: Clock) {
    this.#member = member;
    this.#clock = clock;
    this.sample();
  }

  /** To be called about once a second. */
  sample(): void {
    const atMs = this.#clock.now();
    const left = this.#left();
    // A new drain counts from 0 again.
    if (left < (this.#samples.at(-1)?.left ?? 0)) this.#samples = [];
    this.#samples = [...this.#samples.filter((sample) => sample.atMs >= atMs - windowMs), { atMs, left }];
  }

  perSecond(): number {
    const first = this.#samples[0]!;
    const sinceMs = this.#clock.now() - first.atMs;
    return sinceMs <= 0 ? 0 : (Math.max(0, this.#left() - first.left) * 1_000) / sinceMs;
  }

  #left(): number {
    return this.#member.moved + this.#member.ended;
  }
}
