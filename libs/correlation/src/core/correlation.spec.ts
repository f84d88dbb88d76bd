import * as fc from 'fast-check';
import { type Finding, gather, networkOf, rankHypotheses, relate } from './index';

const MINUTE = 60_000;
const T = Date.UTC(2026, 5, 1, 10);
let serial = 0;

function finding(given: Partial<Finding> = {}): Finding {
  serial += 1;
  return {
    alertId: `a${serial}`,
    sensorId: `s${serial}`,
    deviceId: `d${serial}`,
    assetId: null,
    zoneId: 'z1',
    elementId: null,
    kind: 'threshold',
    limitName: 'low',
    quantity: 'pressure',
    priority: 'high',
    value: 150,
    limit: 200,
    raisedAt: T,
    clearedAt: null,
    lon: null,
    lat: null,
    ...given,
  };
}
const cause = (findings: Finding[], now = T + 10 * MINUTE) => rankHypotheses(findings, now)[0]?.kind;

describe('alarms of one cause', () => {
  it('are brought together by zone and time, and not over days or kinds of trouble', () => {
    const pressure = finding();
    const flow = finding({ quantity: 'flow', limitName: 'high', raisedAt: T + 5 * MINUTE });
    const other = finding({ zoneId: 'z2', raisedAt: T + 6 * MINUTE });
    const chlorine = finding({ quantity: 'chlorine', raisedAt: T + 6 * MINUTE });
    const late = finding({ raisedAt: T + 600 * MINUTE });
    const early = { ...pressure, clearedAt: T + 10 * MINUTE };
    const groups = gather([], [late, flow, other, chlorine, early]);
    const sizes = groups.map(({ findings }) => findings.map(({ alertId }) => alertId));
    expect(sizes).toEqual([[early.alertId, flow.alertId], [other.alertId], [chlorine.alertId], [late.alertId]]);
  });

  it('join an event that goes on, the newest that fits, and leave the others as they are', () => {
    const old = { id: 'old', findings: [finding({ raisedAt: T - 25 * MINUTE, clearedAt: T - 20 * MINUTE })] };
    const recent = { id: 'recent', findings: [finding({ raisedAt: T - 5 * MINUTE })] };
    const grown = gather([old, recent], [finding()]);
    expect(grown.map(({ id, findings }) => [id, findings.length])).toEqual([['recent', 2]]);
    expect(recent.findings).toHaveLength(1);
  });

  it('do not make a burst part of a leak that has run for days', () => {
    const leak = finding({ kind: 'leak', limitName: 'leak', quantity: 'flow', value: 20, limit: 12 });
    const hours = (n: number) => ({ raisedAt: T + n * 60 * MINUTE });
    const burst = finding({ quantity: 'flow', limitName: 'high', value: 90, limit: 60, ...hours(22) });
    const slow = finding({ kind: 'twin', limitName: 'twin', quantity: 'flow', value: 20, limit: 12, ...hours(22) });
    expect(relate(leak, burst)).toBeNull();
    expect(relate(leak, slow)).toBe('zone');
  });

  it('are told by place where no zone is known', () => {
    const at = (lon: number) => finding({ zoneId: null, lon, lat: 40 });
    expect(relate(at(0), at(0.005))).toBe('near');
    expect(relate(at(0), at(0.05))).toBeNull();
  });

  it('are told by the pipes where these are known', () => {
    const element = {
      zoneId: 'z1',
      isInService: true,
      lengthM: null,
      from: null,
      to: null,
      valveKind: null,
      state: null,
    };
    const junction = (id: string) => ({ ...element, id, class: 'junction', elementId: id });
    const link = (id: string, from: string, to: string, given: object) => ({
      ...element,
      class: 'pipe',
      lengthM: 400,
      state: 'open',
      id,
      elementId: id,
      from,
      to,
      ...given,
    });
    const { network } = networkOf(
      [
        ...['a', 'b', 'c', 'low', 'far', 'shut', 'repaired'].map(junction),
        link('ab', 'a', 'b', {}),
        link('bc', 'b', 'c', {}),
        link('reducing', 'c', 'low', { class: 'valve', valveKind: 'PRV', state: 'active' }),
        link('long', 'low', 'far', { lengthM: 2_000 }),
        link('valve', 'a', 'shut', { class: 'valve', valveKind: 'TCV', state: 'closed' }),
        link('under repair', 'a', 'repaired', { isInService: false }),
      ],
      1_200,
    );
    const at = (elementId: string, zoneId: string | null = 'z1', quantity = 'pressure') =>
      finding({ elementId, zoneId, quantity, lon: 0, lat: 40 });
    expect(relate(at('a', 'z1'), at('c', 'z2'), network)).toBe('pipes');
    expect(relate(at('a', null), at('c', null), network)).toBe('pipes');
    expect(relate(at('a'), at('shut'), network)).toBeNull();
    expect(relate(at('a'), at('repaired'), network)).toBeNull();
    expect(relate(at('a', null), at('shut', null), network)).toBeNull();
    // Behind the reducing valve: near by it, or all over the zone where it is the flow that tells.
    expect(relate(at('c', 'z1'), at('low', 'z2'), network)).toBeNull();
    expect(relate(at('c'), at('low'), network)).toBe('zone');
    expect(relate(at('c'), at('far'), network)).toBeNull();
    expect(relate(at('c', 'z1', 'flow'), at('far'), network)).toBe('zone');
    // A place that is not on the network is told as before.
    expect(relate(at('a'), finding(), network)).toBe('zone');
  });

  it('keep every alarm exactly once, whatever comes', () => {
    const some = fc.record({
      zoneId: fc.constantFrom('z1', 'z2', null),
      kind: fc.constantFrom('threshold', 'silence', 'stuck', 'leak', 'twin'),
      quantity: fc.constantFrom('pressure', 'flow', 'chlorine', 'level', 'voltage', 'power'),
      raisedAt: fc.integer({ min: T, max: T + 200 * MINUTE }),
      value: fc.option(fc.double({ noNaN: true, min: -10, max: 10 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (given) => {
        const findings = given.map((each) => finding(each));
        const groups = gather([], findings);
        const ids = groups.flatMap((group) => group.findings.map(({ alertId }) => alertId));
        expect(ids.toSorted()).toEqual(findings.map(({ alertId }) => alertId).toSorted());
        for (const group of groups) {
          const ranked = rankHypotheses(group.findings, T + 300 * MINUTE);
          expect(ranked.length).toBeGreaterThan(0);
          for (const { confidence } of ranked) expect(confidence).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('the cause of an event', () => {
  it('is a burst when pressure falls and flow rises', () => {
    expect(cause([finding(), finding({ quantity: 'flow', limitName: 'high', value: 90, limit: 60 })])).toBe('burst');
  });
  it('is a pump trip when power and flow are gone', () => {
    const power = finding({ quantity: 'power', kind: 'anomaly', limitName: 'anomaly', value: 0, limit: 20 });
    const flow = finding({ quantity: 'flow', value: 0, limit: 10 });
    expect(cause([power, flow, finding()])).toBe('pump_trip');
  });
  it('is a closed valve when flow falls and pressure rises', () => {
    const up = finding({ limitName: 'high', value: 800, limit: 700 });
    expect(cause([up, finding({ quantity: 'flow', limitName: 'low', value: 2, limit: 10 })])).toBe('valve');
  });
  it('is a faulty meter when one sensor alone stands still', () => {
    expect(cause([finding({ kind: 'stuck', limitName: 'stuck', limit: null })])).toBe('meter_fault');
  });
  it('is the connection when one device is silent, and power when many are', () => {
    const silent = () => finding({ kind: 'silence', limitName: 'silence', value: null, limit: 30 });
    expect(cause([silent()])).toBe('communication_loss');
    expect(cause([silent(), silent(), silent()])).toBe('power_cut');
  });
  it('is a leak when the night flow has risen', () => {
    const night = finding({ kind: 'leak', limitName: 'leak', quantity: 'flow', value: 20, limit: 12 });
    expect(cause([night], T + 2 * 86_400_000)).toBe('leak');
  });
  it('is fire fighting when much water is drawn for a short time', () => {
    const over = { clearedAt: T + 60 * MINUTE };
    const flow = finding({ quantity: 'flow', limitName: 'high', value: 90, limit: 60, ...over });
    expect(cause([flow, finding(over)])).toBe('fire_fighting');
  });
  it('is the water itself when its quality changes', () => {
    expect(cause([finding({ quantity: 'turbidity', limitName: 'high', value: 5, limit: 1 })])).toBe('water_quality');
  });
  it('is not known when nothing speaks for any', () => {
    expect(
      cause([
        finding({ kind: 'rate', limitName: 'rate', value: 1, limit: 1 }),
        finding({ kind: 'rate', limitName: 'rate' }),
      ]),
    ).toBe('unknown');
  });
});
