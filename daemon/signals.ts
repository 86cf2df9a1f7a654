import { constants } from 'node:os';

/** Catches SIGHUP from now on; answers where to say what is to be done at one, and at one that came before. */
export function catchHangUps(): (act: () => void) => void {
  let act: (() => void) | null = null;
  let isWaiting = false;
  process.on('SIGHUP', () => {
    if (act === null) isWaiting = true;
    else act();
  });
  return (given) => {
    act = given;
    if (isWaiting) act();
  };
}

/**
 * Resolves at the first SIGTERM or SIGINT, also at one that came before anybody asked. A second one ends the process
 * at once: nothing acknowledged is lost by that, for it was durable before.
 */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isSecond = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (isSecond) process.exit(128 + constants.signals[signal]);
      isSecond = true;
      resolve(signal);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}
