const patienceMs = 20_000;

/** Asks another process again and again: it tells no event of its own. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + patienceMs;
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error('it did not come about in 20 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
