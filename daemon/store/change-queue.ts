import type { Claim, ControlChange, Ending, Holder, Touch } from '../core/ports.ts';

/** What waits for its commit, and who is told. */
export type Change =
  | { readonly kind: 'claim'; readonly claim: Claim; readonly done: (holder: Holder) => void; readonly failed: Failed }
  | { readonly kind: 'end'; readonly endings: readonly Ending[]; readonly done: () => void; readonly failed: Failed }
  | { readonly kind: 'control'; readonly change: ControlChange; readonly done: () => void; readonly failed: Failed }
  | { readonly kind: 'touch'; readonly touches: readonly Touch[]; readonly done: () => void; readonly failed: Failed };

export type Failed = (error: Error) => void;

export interface ChangeQueue {
  add(change: Change): void;
  /** The next commit's changes in the order in which they apply: control, claims and ends as they came, touches. */
  take(): Change[];
  /** Everything, to be failed. */
  takeAll(): Change[];
  readonly size: number;
}

// A commit of 1,024 claims is about 5 ms: long enough to be cheap per row, short enough for a control change to wait.
const maxRows = 1024;
// Touches go alone when nothing else waits; a slice passed over this often rides along, so that a busy store still
// writes last-active times.
const maxPassedOver = 8;

export function changeQueue(): ChangeQueue {
  const control = fifo();
  const ordinary = fifo();
  const touches = fifo();
  let passedOver = 0;

  return {
    add(change) {
      (change.kind === 'control' ? control : change.kind === 'touch' ? touches : ordinary).add(change);
    },
    take() {
      const taken: Change[] = [];
      while (control.size > 0) taken.push(control.next());
      for (let rows = 0; ordinary.size > 0 && rows < maxRows; ) {
        const change = ordinary.next();
        rows += change.kind === 'end' ? change.endings.length : 1;
        taken.push(change);
      }
      if (touches.size > 0) {
        if (taken.length === 0 || ++passedOver > maxPassedOver) {
          taken.push(touches.next());
          passedOver = 0;
        }
      }
      return taken;
    },
    takeAll() {
      return [control, ordinary, touches].flatMap((queue) => Array.from({ length: queue.size }, () => queue.next()));
    },
    get size() {
      return control.size + ordinary.size + touches.size;
    },
  };
}

/** An array with a moving head: `shift` of a long array copies it. */
function fifo() {
  let items: Change[] = [];
  let head = 0;
  return {
    add(change: Change): void {
      items.push(change);
    },
    next(): Change {
      const change = items[head++] as Change;
      if (head === items.length) {
        items = [];
        head = 0;
      } else if (head >= 1024 && head * 2 >= items.length) {
        items = items.slice(head);
        head = 0;
      }
      return change;
    },
    get size() {
      return items.length - head;
    },
  };
}
