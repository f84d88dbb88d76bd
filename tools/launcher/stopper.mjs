// @ts-check
/** Turns signals into one orderly stop. */

/** Thrown between two steps when the launcher has been told to stop. */
export class StoppedError extends Error {
  /** @override */
  name = 'StoppedError';
}

/** npm and the terminal both pass a Ctrl-C on: what follows within this time is the same one. */
const SAME_KEY_MS = 800;

/**
 * @typedef {object} Stopper
 * @property {Promise<void>} requested - settles at the first signal
 * @property {Promise<void>} hurried - settles at the second
 * @property {() => boolean} isRequested
 * @property {() => boolean} isHurried
 * @property {() => void} check - throws StoppedError once a stop is requested
 */

/**
 * Listens to the signals that end a program.
 * @param {(hurry: boolean) => void} onSignal
 * @param {NodeJS.EventEmitter} [source] - what emits the signals
 * @param {() => number} [now] - ms
 * @returns {Stopper}
 */
export function listenToSignals(onSignal, source = process, now = Date.now) {
  let firstMs = -1;
  let isHurried = false;
  let request = () => {};
  let hurry = () => {};
  /** @type {Promise<void>} */
  const requested = new Promise((resolve) => (request = resolve));
  /** @type {Promise<void>} */
  const hurried = new Promise((resolve) => (hurry = resolve));
  const take = () => {
    if (firstMs < 0) {
      firstMs = now();
      onSignal(false);
      request();
    } else if (now() - firstMs > SAME_KEY_MS) {
      isHurried = true;
      onSignal(true);
      hurry();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) source.on(signal, take);
  return {
    requested,
    hurried,
    isRequested: () => firstMs >= 0,
    isHurried: () => isHurried,
    check() {
      if (firstMs >= 0) throw new StoppedError('Stopped.');
    },
  };
}
