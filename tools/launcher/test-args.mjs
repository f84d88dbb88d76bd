// @ts-check
/** Reads the command line of `npm test`. */
import { UsageError } from './args.mjs';
import { CHECKS, PROJECTS } from './test-steps.mjs';

/**
 * @typedef {object} TestOptions
 * @property {import('./test-steps.mjs').TestStep[]} checks
 * @property {boolean} jest - run Jest at all
 * @property {string[]} projects - of Jest; empty: all
 * @property {string[]} jestArgs
 * @property {boolean} coverage - judge the coverage: only of a whole run
 */

export const TEST_HELP = `Usage: npm test [-- --only steps] [arguments for Jest]

Installs what is missing and runs every check and test. The last line is "N passed, N failed".

  --only a,b   run only these steps: ${[...CHECKS.map((each) => each.name), ...PROJECTS].join(', ')}
  --help       show this text
  anything else goes to Jest, and then only Jest runs: npm test -- libs/alerts`;

/**
 * @param {string[]} args
 * @returns {TestOptions}
 * @throws {UsageError} on a step that does not exist
 */
export function parseTestArgs(args) {
  const at = args.indexOf('--only');
  const only = at < 0 ? [] : (args[at + 1] ?? '').split(',').filter(Boolean);
  const jestArgs = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const known = [...CHECKS.map((each) => each.name), ...PROJECTS];
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0 || (at >= 0 && only.length === 0)) {
    throw new UsageError(`--only needs one of: ${known.join(', ')}`);
  }
  const projects = PROJECTS.filter((name) => only.includes(name));
  const whole = only.length === 0 && jestArgs.length === 0;
  return {
    checks: whole ? CHECKS : CHECKS.filter((each) => only.includes(each.name)),
    jest: whole || projects.length > 0 || jestArgs.length > 0,
    projects: projects.length === PROJECTS.length ? [] : projects,
    jestArgs,
    coverage: whole,
  };
}
