import { toIngestReport } from './report-json';

const report = {
  stored: 1,
  duplicate: 1,
  conflict: 0,
  late: 1,
  quarantined: 1,
  outcomes: Uint8Array.from([0, 1, 3, 4]),
  faults: [{ index: 3, reason: 'wrong_unit' as const, detail: 'No' }],
};

describe('toIngestReport', () => {
  it('tells of what was not stored', () => {
    expect(toIngestReport(report, false).results).toEqual([
      { index: 1, outcome: 'duplicate' },
      { index: 3, outcome: 'quarantined', reason: 'wrong_unit', detail: 'No' },
    ]);
  });

  it('tells of everything when asked to', () => {
    expect(toIngestReport(report, true).results.map(({ outcome }) => outcome)).toEqual([
      'stored',
      'duplicate',
      'late',
      'quarantined',
    ]);
  });
});
