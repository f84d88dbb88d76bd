import { Random } from '@app/simulation';
import { drawFaults, faultRanges, sensorFaults, type Fault } from './fault-plan';
import { inWords } from './in-words';
import { runSuite } from './suite';
import { calmDays, findingOf, isDuring, median } from './tally';
import type { RaisedAlarm } from './watch';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 1, 2);

const fault = (kind: Fault['kind'], fromMs: number, untilMs: number): Fault => ({
  kind,
  fromMs,
  untilMs,
  size: 1,
  target: 'A',
});
const alarm = (sensor: string, timeMs: number, kind: RaisedAlarm['kind'] = 'anomaly'): RaisedAlarm => ({
  sensor,
  kind,
  name: kind,
  timeMs,
});

describe('the plan of faults', () => {
  it('draws each kind in turn, within its ranges, with days of rest between', () => {
    const faults = drawFaults(new Random('plan'), {
      kinds: sensorFaults,
      fromMs: START,
      untilMs: START + 120 * DAY,
      stepMs: 900_000,
      target: () => 'A',
    });
    expect(new Set(faults.slice(0, 6).map(({ kind }) => kind))).toEqual(new Set(sensorFaults));
    let end = START;
    for (const { kind, fromMs, untilMs, size } of faults) {
      const { hours, size: sizes } = faultRanges[kind];
      expect(fromMs - end).toBeGreaterThanOrEqual(DAY);
      expect((untilMs - fromMs) / HOUR).toBeGreaterThanOrEqual(hours[0] - 0.25);
      expect((untilMs - fromMs) / HOUR).toBeLessThanOrEqual(hours[1] + 0.25);
      expect(Math.abs(size)).toBeLessThanOrEqual(sizes[1]);
      end = untilMs;
    }
    expect(end).toBeLessThanOrEqual(START + 119 * DAY);
  });
});

describe('the tally', () => {
  const stuck = fault('stuck', START + DAY, START + 2 * DAY);

  it('counts alarms on the right sensor within the time of the fault', () => {
    const alarms = [
      alarm('A', START + DAY - 1),
      alarm('B', START + DAY),
      alarm('A', START + DAY + 2 * HOUR, 'stuck'),
      alarm('A', START + 2 * DAY, 'zscore'),
    ];
    const finding = findingOf(stuck, alarms, new Set(['A']));
    expect(finding.afterMs).toBe(2 * HOUR);
    expect([...finding.by]).toEqual(['stuck']);
    expect(finding.sensorHours).toBe(24);
  });

  it('gives a spike one hour', () => {
    const spike = fault('spike', START, START + 900_000);
    expect(findingOf(spike, [alarm('A', START + HOUR - 1)], new Set(['A'])).afterMs).toBe(HOUR - 1);
    expect(findingOf(spike, [alarm('A', START + HOUR)], new Set(['A'])).afterMs).toBeNull();
  });

  it('leaves a fault and the day after it out of the calm time', () => {
    expect(isDuring([stuck], START + 3 * DAY - 1)).toBe(true);
    expect(isDuring([stuck], START + 3 * DAY)).toBe(false);
    expect(calmDays([stuck], START, START + 10 * DAY)).toBe(8);
    expect(calmDays([], START, START + 10 * DAY)).toBe(10);
    expect(calmDays([stuck], START, START + 2 * DAY)).toBe(1);
  });

  it('takes the middle', () => {
    expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
  });
});

describe('the suite in short', () => {
  it('finds plain faults, and is quiet where there are none', async () => {
    const report = await runSuite(
      { seed: 'spec', learnDays: 10, testDays: 16, towns: 1, networks: 1, sensors: 12, junctions: 30 },
      () => undefined,
    );
    const { classes, controls } = report;
    // A leak takes longer than this.
    expect(Object.keys(classes)).toEqual(['burst', 'pump_trip', ...sensorFaults]);
    for (const kind of ['gap', 'stuck', 'unit', 'pump_trip'] as const)
      expect([kind, classes[kind]?.detected]).toEqual([kind, 1]);
    expect(classes.burst?.detected).toBeGreaterThanOrEqual(0.6);
    expect(classes.spike?.detected).toBeGreaterThanOrEqual(0.5);
    expect(classes.replay?.detected).toBeGreaterThanOrEqual(0.5);
    expect(classes.gap?.medianHours).toBe(0.75);
    expect(classes.gap?.by).toEqual({ silence: 1 });
    expect(controls.sensorDays).toBe(12 * 16);
    expect(controls.perSensor30Days).toBeLessThanOrEqual(1);
    expect(inWords(report)).toContain('False alarms of sensors without faults');
  }, 120_000);
});
