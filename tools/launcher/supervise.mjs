// @ts-check
/** Keeps something running: starts it again when it ends by itself, and gives up when that happens too often. */
import { delay } from './processes.mjs';

/** It ended too often; the message says what. */
export class GaveUpError extends Error {
  /** @override */
  name = 'GaveUpError';
}

/**
 * @typedef {object} Running
 * @property {Promise<string>} ended - how it ended, in words; settles however it ends
 * @property {() => boolean} wasReady - it has worked at least for a moment
 * @property {(options: { hurry: boolean }) => Promise<void>} stop
 */

/** Ends within a minute that are borne; fewer for something that never worked. */
const BORNE = 5;
const BORNE_NEVER_READY = 2;
const WINDOW_MS = 60_000;

/**
 * Runs something until it is stopped or has ended too often.
 * @param {object} options
 * @param {string} options.name - begins the messages
 * @param {(aborted: Promise<undefined>) => Promise<Running>} options.start - may wait for what it needs, until `aborted`; may throw then
 * @param {(message: string) => void} options.report
 * @param {boolean} [options.forever] - never give up: the rest works without it
 * @param {number} [options.firstBackoffMs] - wait before the first restart; doubles up to 10 s
 * @returns {{ done: Promise<void>, stop: (options: { hurry: boolean }) => Promise<void> }} `done` rejects with GaveUpError, or with what `start` throws
 */
export function supervise({ name, start, report, forever = false, firstBackoffMs = 500 }) {
  let stopping = false;
  /** @type {Running | null} */
  let current = null;
  /** @type {(nothing: undefined) => void} */
  let wake = () => {};
  /** @type {Promise<undefined>} */
  const stopped = new Promise((resolve) => {
    wake = resolve;
  });

  const done = (async () => {
    /** @type {number[]} */
    let ends = [];
    let everReady = false;
    for (;;) {
      try {
        current = await start(stopped);
      } catch (error) {
        if (stopping) return;
        throw error;
      }
      if (stopping) await current.stop({ hurry: false });
      const how = await current.ended;
      if (stopping) return;
      everReady ||= current.wasReady();
      const now = Date.now();
      ends = [...ends.filter((time) => now - time < WINDOW_MS), now];
      if (!forever && ends.length >= (everReady ? BORNE : BORNE_NEVER_READY)) {
        throw new GaveUpError(`${name} ${how}; it has ended ${ends.length} times within a minute, giving up.`);
      }
      const waitMs = Math.min(10_000, firstBackoffMs * 2 ** (ends.length - 1));
      report(`${name} ${how}; starting it again in ${waitMs / 1000} s.`);
      await Promise.race([delay(waitMs), stopped]);
      if (stopping) return;
    }
  })();

  return {
    done,
    async stop(options) {
      stopping = true;
      wake(undefined);
      await current?.stop(options);
      await done.catch(() => {});
    },
  };
}
