import type { Step } from './world.ts';

export const commit: Step = (world) => {
  const { random, store } = world;
  if (store.queued > 0) store.commit(random.chance(60) ? store.queued : random.between(1, store.queued));
};

export const refuse: Step = (world) => {
  const { random, store } = world;
  if (store.queued === 0) return;
  world.note('the next changes are refused');
  world.count('refused');
  store.refuse(random.between(1, store.queued));
};

export const breakDown: Step = (world) => {
  const { random, store } = world;
  if (store.queued === 0 || !store.isWritable) return;
  const some = random.between(1, store.queued);
  const inDoubt = random.chance(60);
  world.note(`the disk fails${inDoubt ? `, ${some} changes are in doubt` : ''}`);
  world.count(inDoubt ? 'in doubt' : 'broke down');
  if (inDoubt) store.breakDownInDoubt(some, random.chance(50));
  else store.breakDown(some);
};

export const recover: Step = (world) => {
  if (world.store.isWritable) return;
  world.note('the disk recovers');
  world.store.recover();
};

export const sweep: Step = (world) => {
  if (world.isKeepingHouse()) return;
  world.note('sweep');
  world.call('sweep', () => world.engine.sweeper.sweep());
};

export const touch: Step = (world) => {
  world.note('touches');
  world.call('touches', () => world.writeTouches());
};

export const restart: Step = (world) => {
  if (!world.store.isWritable) return;
  world.note('restart');
  world.count('restart');
  return world.restart();
};

export const crash: Step = (world) => {
  const { random, store } = world;
  const standing = random.chance(50) ? random.below(store.queued + 1) : 0;
  world.note(`crash while ${store.queued} changes wait; ${standing} of them stand`);
  world.count('crash');
  return world.crash(standing);
};
