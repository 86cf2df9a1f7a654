export interface GateLimits {
  readonly maxInFlight: number;
  /** Begun before the event loop has its turn again. */
  readonly maxPerTurn: number;
}

/**
 * Sockets and memory for so many looks at once; the others wait in line. And a few at a time: after a pause of the
 * process every timer is due at once, and a thousand connections begun in one go would be a pause of their own.
 */
export const defaultGateLimits: GateLimits = { maxInFlight: 256, maxPerTurn: 2 };

/** Lets work in, first come, first served, within limits. */
export class Gate {
  readonly #limits: GateLimits;
  readonly #line: (() => void)[] = [];
  #inFlight = 0;
  #leftThisTurn: number;
  #nextTurn: NodeJS.Immediate | undefined;

  constructor(limits: GateLimits) {
    this.#limits = limits;
    this.#leftThisTurn = limits.maxPerTurn;
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      this.#line.push(enter);
      this.#letIn();
    });
    try {
      return await work();
    } finally {
      this.#inFlight -= 1;
      this.#letIn();
    }
  }

  #letIn(): void {
    while (this.#leftThisTurn > 0 && this.#inFlight < this.#limits.maxInFlight) {
      const enter = this.#line.shift();
      if (enter === undefined) return;
      this.#inFlight += 1;
      this.#leftThisTurn -= 1;
      this.#nextTurn ??= setImmediate(() => {
        this.#nextTurn = undefined;
        this.#leftThisTurn = this.#limits.maxPerTurn;
        this.#letIn();
      });
      enter();
    }
  }
}
