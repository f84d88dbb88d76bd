// @ts-check
/** Counts what the test runners report. */
import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Adds up a report of Jest or Vitest (they share one format).
 * @param {string} file - JSON report
 * @param {boolean} exitedWell - the runner itself ended without a fault
 * @returns {Count} a missing report, or a fault that no test shows, counts as one failure
 */
export function countReport(file, exitedWell) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const passed = report.numPassedTests ?? 0;
  // A file that could not be loaded has no tests to fail.
  const brokenFiles = (report.testResults ?? []).filter(
    /** @param {{ status: string, assertionResults: unknown[] }} each */
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length;
  const failed = (report.numFailedTests ?? 0) + brokenFiles;
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  if (passed + failed === 0) return { passed: 0, failed: 1, skipped };
  return { passed, failed: failed === 0 && !exitedWell ? 1 : failed, skipped };
}

/**
 * The closing line.
 * @param {Count[]} counts
 * @returns {{ line: string, failed: boolean }}
 */
export function summarise(counts) {
  /** @param {keyof Count} key */
  const sum = (key) => counts.reduce((total, each) => total + each[key], 0);
  const skipped = sum('skipped');
  const line = `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, failed: sum('failed') > 0 };
}

/**
 * Share of lines that the tests run, percent.
 * @param {string} file - Jest's coverage-summary.json
 * @returns {number | null} null: there is no report
 */
export function lineCoverage(file) {
  try {
    const { pct } = JSON.parse(readFileSync(file, 'utf8')).total.lines;
    return typeof pct === 'number' ? pct : null;
  } catch {
    return null;
  }
}
