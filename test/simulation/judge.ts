import type { BackendRow, PoolName } from '../../daemon/core/model.ts';
import type { FaultyStore } from './faulty-store.ts';
import { Model } from './model.ts';

/** What both who judge decisions and who judge answers must know: the truth, and what is on its way to it. */
export class Judge {
  readonly model = new Model();
  /** The first is what matters; those behind it may be its echo. */
  readonly violations: string[] = [];
  /** Of the lbd of today. */
  store!: FaultyStore;

  violated(invariant: string, how: string): void {
    this.violations.push(`${invariant}: ${how}`);
  }

  /** Backends that may take a new session now, but for their room. */
  open(pool: PoolName): BackendRow[] {
    return [...this.model.backends.values()].filter(
      (row) => row.pool === pool && this.model.isOpen(row) && !this.isLeaving(row.no),
    );
  }

  /** A change that ends its service waits for its commit. While the disk is away none does, and nobody can be sent. */
  isLeaving(no: number): boolean {
    if (!this.store.isWritable) return false;
    for (const change of this.store.pending()) {
      if (change.kind !== 'control') continue;
      const leaves = change.control.backends?.some((row) => row.no === no && (row.removed || row.admin !== 'active'));
      if (leaves) return true;
    }
    return false;
  }

  /** Sessions at home there and on their way. */
  hasRoom(no: number): boolean {
    const limit = this.model.backends.get(no)?.settings.maxSessions ?? 0;
    if (limit === 0) return true;
    let load = this.model.keptBy(no);
    for (const change of this.store.pending())
      if (change.kind === 'claim' && change.claim.row.backendNo === no) load += 1;
    return load < limit;
  }

  isBeingTouched(slot: number): boolean {
    for (const change of this.store.pending()) {
      if (change.kind === 'touch' && change.touches.some((touch) => touch.slot === slot)) return true;
    }
    return false;
  }

  /** A change of the session in `slot` is on its way, or in doubt. */
  isPending(slot: number): boolean {
    for (const change of this.store.pending()) {
      if (change.kind === 'claim' && change.claim.row.slot === slot) return true;
      if (change.kind === 'end' && change.endings.some((ending) => ending.slot === slot)) return true;
    }
    return false;
  }
}
