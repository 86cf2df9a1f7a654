import type { Store } from '../../daemon/core/ports.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';

function aGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/**
 * A memory store whose claims wait: `claimed` when the first has come, until `release` is called.
 *
 * @param lettingPass  so many claims before do not wait
 */
export function aSlowStore({ lettingPass = 0 } = {}) {
  const store = openMemoryStore();
  const gate = aGate();
  const claimed = aGate();
  let claims = 0;
  const slow: Store = {
    ...store,
    async claim(claim) {
      claims += 1;
      if (claims > lettingPass) {
        claimed.open();
        await gate.opened;
      }
      return await store.claim(claim);
    },
  };
  return { store: slow, claimed: claimed.opened, release: gate.open, claims: () => claims };
}
