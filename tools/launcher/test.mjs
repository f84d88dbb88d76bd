// @ts-check
/** `npm test`: every check and every test, on real servers, with one closing line. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { capture, stopCommands } from './commands.mjs';
import { installPackages } from './install.mjs';
import { say, seconds, step, warn } from './log.mjs';
import { projectEnv, ROOT } from './paths.mjs';
import { listenToSignals } from './stopper.mjs';
import { parseTestArgs, TEST_HELP } from './test-args.mjs';
import { ensureTestPackages } from './test-packages.mjs';
import { countReport, lineCoverage, summarise } from './test-results.mjs';
import { jestStep, LEAST_COVERAGE, RESULTS } from './test-steps.mjs';

/** A hanging run is ended after this time, ms. */
const LONGEST_MS = 25 * 60_000;

/**
 * Runs a step and says how it ended.
 * @param {import('./test-steps.mjs').TestStep} each
 * @returns {Promise<import('./test-results.mjs').Count>}
 */
async function runStep(each) {
  const started = Date.now();
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { ...projectEnv(), NODE_ENV: 'test', ...colour };
  const { code, output } = await capture(each.command, each.args, { cwd: each.cwd ?? ROOT, env, show: each.live });
  const well = code === 0;
  const count = each.report
    ? countReport(each.report, well)
    : { passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 };
  if (!well && !each.live) say(output.trim());
  say(`${count.failed === 0 ? '✓' : '✗'} ${each.title} (${seconds(started)})`);
  return count;
}

/**
 * Runs steps two at a time, on machines with two cores or more.
 * @param {import('./test-steps.mjs').TestStep[]} steps
 * @returns {Promise<import('./test-results.mjs').Count[]>}
 */
async function runChecks(steps) {
  const waiting = [...steps];
  /** @type {import('./test-results.mjs').Count[]} */
  const counts = [];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) counts.push(await runStep(next));
  };
  await Promise.all([lane(), lane()]);
  return counts;
}

/** @returns {import('./test-results.mjs').Count} */
function checkCoverage() {
  const percent = lineCoverage(path.join(ROOT, 'coverage/coverage-summary.json'));
  const enough = percent !== null && percent >= LEAST_COVERAGE;
  const told = percent === null ? 'no report' : `${percent.toFixed(1)}% of lines`;
  say(`${enough ? '✓' : '✗'} coverage of libs and plugins: ${told} (at least ${LEAST_COVERAGE}%)`);
  return { passed: enough ? 1 : 0, failed: enough ? 0 : 1, skipped: 0 };
}

/**
 * @param {string[]} args - command line
 * @returns {Promise<import('./test-results.mjs').Count[]>}
 */
async function main(args) {
  const options = parseTestArgs(args);
  await installPackages(step);
  await ensureTestPackages(step, process.env);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const counts = await runChecks(options.checks);
  if (!options.jest) return counts;
  counts.push(await runStep(jestStep(options.projects, options.jestArgs)));
  if (options.coverage) counts.push(checkCoverage());
  return counts;
}

if (process.argv.includes('--help')) {
  say(TEST_HELP);
  process.exit(0);
}
const started = Date.now();
const stopper = listenToSignals(() => stopCommands());
const timer = setTimeout(() => {
  warn(`The tests take longer than ${LONGEST_MS / 60_000} minutes and are ended.`);
  stopCommands();
}, LONGEST_MS);
const counts = await main(process.argv.slice(2)).catch((error) => {
  warn(error.name === 'Error' ? error.stack : error.message);
  return [{ passed: 0, failed: 1, skipped: 0 }];
});
clearTimeout(timer);
const { line, failed } = summarise(counts);
say(`\n${seconds(started)}${stopper.isRequested() ? ', interrupted' : ''}`);
say(line);
process.exit(failed || stopper.isRequested() ? 1 : 0);
