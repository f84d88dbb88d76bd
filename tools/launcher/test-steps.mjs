// @ts-check
/** The checks and tests that `npm test` runs. */
import path from 'node:path';
import { PACKAGE_BIN, ROOT } from './paths.mjs';

/**
 * @typedef {object} TestStep
 * @property {string} name - for `--only`
 * @property {string} title
 * @property {string} command
 * @property {string[]} args
 * @property {string} [cwd]
 * @property {string} [report] - JSON report with single tests; without one the step counts as one test
 * @property {boolean} [live] - show its output while it runs
 */

/** Where the reports go. */
export const RESULTS = path.join(ROOT, 'test-results');

/** Percentage of lines in libraries and plugins that the tests must run. */
export const LEAST_COVERAGE = 85;

/** @param {string} name */
const program = (name) => path.join(PACKAGE_BIN, name);

/**
 * Steps that do not need each other; longest first, because two run at a time.
 * @type {TestStep[]}
 */
export const CHECKS = [
  { name: 'build', title: 'build', command: program('node'), args: ['tools/build.mjs'] },
  { name: 'types', title: 'types', command: program('tsc'), args: ['--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'portal',
    title: 'portal tests',
    command: program('vitest'),
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}/vitest.json`],
    cwd: path.join(ROOT, 'admin-portal'),
    report: `${RESULTS}/vitest.json`,
  },
  {
    name: 'portal-types',
    title: 'portal types',
    command: program('tsc'),
    args: ['--noEmit'],
    cwd: path.join(ROOT, 'admin-portal'),
  },
  { name: 'lint', title: 'lint', command: program('oxlint'), args: ['--type-aware', '--deny-warnings'] },
  {
    name: 'imports',
    title: 'import direction',
    command: program('depcruise'),
    args: ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'plugins', 'admin-portal/src', 'tools', 'migrations'],
  },
  { name: 'format', title: 'format', command: program('oxfmt'), args: ['--check', '.'] },
];

/** Jest projects, for `--only`. */
export const PROJECTS = ['unit', 'integration'];

/**
 * The run of Jest.
 * @param {string[]} projects - empty: all
 * @param {string[]} extra - arguments from the command line
 * @returns {TestStep & { report: string }}
 */
export function jestStep(projects, extra) {
  const report = `${RESULTS}/jest.json`;
  const selected = projects.length > 0 ? ['--selectProjects', ...projects] : [];
  const whole = projects.length === 0 && extra.length === 0;
  return {
    name: 'jest',
    title: projects.length > 0 ? `${projects.join(' and ')} tests` : 'unit and integration tests',
    command: program('jest'),
    args: [...selected, '--json', `--outputFile=${report}`, ...(whole ? ['--coverage'] : []), ...extra],
    report,
    live: true,
  };
}
