// @ts-check
/** Progress lines for people. */

/** @param {number} sinceMs */
export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`);

/** @param {string} text */
export const warn = (text) => void process.stderr.write(`${text}\n`);

/**
 * Announces a slow step, runs it and tells how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = Date.now();
  say(`→ ${title} ...`);
  const result = await work();
  say(`  done in ${seconds(started)}`);
  return result;
}
