import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseTestArgs } from './test-args.mjs';
import { declaredPackages, explain, missingPackages } from './test-packages.mjs';
import { countReport, lineCoverage, summarise } from './test-results.mjs';
import { CHECKS, jestStep } from './test-steps.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hydrant-runner-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('counting', () => {
  it('takes the numbers of the runner', () => {
    const file = report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1, testResults: [] });
    expect(countReport(file, false)).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(countReport(report({ numPassedTests: 1, testResults }), false)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a fault that no test shows, a missing report, and a run without tests', () => {
    expect(countReport(report({ numPassedTests: 3, testResults: [] }), false)).toMatchObject({ failed: 1 });
    expect(countReport(path.join(folder, 'none.json'), true)).toMatchObject({ failed: 1 });
    expect(countReport(report({ testResults: [] }), true)).toMatchObject({ failed: 1 });
  });

  it('closes with one line', () => {
    const count = (passed: number, failed: number, skipped = 0) => ({ passed, failed, skipped });
    expect(summarise([count(1, 0), count(41, 0)])).toEqual({ line: '42 passed, 0 failed', failed: false });
    expect(summarise([count(1, 0), count(1, 2, 3)])).toEqual({ line: '2 passed, 2 failed, 3 skipped', failed: true });
  });

  it('reads the coverage of lines', () => {
    expect(lineCoverage(report({ total: { lines: { pct: 91.2 } } }))).toBe(91.2);
    expect(lineCoverage(report({ total: { lines: { pct: 'Unknown' } } }))).toBeNull();
    expect(lineCoverage(path.join(folder, 'none.json'))).toBeNull();
  });
});

describe('the command line', () => {
  it('runs everything by default, with coverage', () => {
    expect(parseTestArgs([])).toEqual({ checks: CHECKS, jest: true, projects: [], jestArgs: [], coverage: true });
  });

  it('runs chosen steps', () => {
    const options = parseTestArgs(['--only', 'lint,unit', 'libs/alerts']);
    expect(options.checks.map((check) => check.name)).toEqual(['lint']);
    expect(options).toMatchObject({ jest: true, projects: ['unit'], jestArgs: ['libs/alerts'], coverage: false });
    expect(parseTestArgs(['--only', 'format'])).toMatchObject({ jest: false });
  });

  it('passes anything else to Jest alone', () => {
    expect(parseTestArgs(['libs/alerts', '-t', 'raises'])).toMatchObject({
      checks: [],
      jest: true,
      jestArgs: ['libs/alerts', '-t', 'raises'],
    });
  });

  it('refuses unknown steps', () => {
    expect(() => parseTestArgs(['--only', 'nothing'])).toThrow('--only needs one of: build, types');
    expect(() => parseTestArgs(['--only'])).toThrow('--only needs one of');
  });

  it('asks Jest for coverage in a whole run only', () => {
    expect(jestStep([], []).args).toContain('--coverage');
    expect(jestStep(['unit'], []).args).not.toContain('--coverage');
    expect(jestStep(['unit'], ['libs']).args.slice(0, 2)).toEqual(['--selectProjects', 'unit']);
  });
});

describe('test packages', () => {
  it('are found by their programs', () => {
    const declared = [{ why: 'A broker', packages: ['broker'], programs: [['brokerd', 'broker2'], ['broker_pub']] }];
    const env = { PATH: folder };
    expect(missingPackages(declared, env)).toEqual(declared);
    writeFileSync(path.join(folder, 'broker2'), '');
    expect(missingPackages(declared, env)).toEqual(declared);
    writeFileSync(path.join(folder, 'broker_pub'), '');
    expect(missingPackages(declared, env)).toEqual([]);
    const [here, gone] = ['broker2', 'broker3'].map((name) => [
      { ...declared[0], programs: [[path.join(folder, name)]] },
    ]);
    expect(missingPackages(here as typeof declared, { PATH: '' })).toEqual([]);
    expect(missingPackages(gone as typeof declared, { PATH: '' })).toEqual(gone);
  });

  it('are asked for with one command', () => {
    expect(explain(declaredPackages())).toMatch(
      /sudo apt-get install -y postgresql-15 postgresql-15-postgis-3 mosquitto .*\bsocat\b.*\bchromium$/m,
    );
  });
});
