import { planNation, type MunicipalityPlan } from '../generator/nation';
import { Random } from '../generator/random';
import { scheduleIncidents, type Incident, type IncidentKind } from './incidents';
import { limitsFor, type UsualSpan } from './limits';
import { hourOfWeek, zoneOffsetMs } from './local-time';
import { MunicipalityOperation } from './municipality-operation';
import { simulatedProtocols } from './protocols';
import { type DevicePlan, planSensors, type SensorPlan } from './sensor-plan';

const nation = planNation({ seed: 'spec', municipalities: 3, junctions: 130 });
const [plan] = nation.municipalities as [MunicipalityPlan];
const weekMs = 7 * 86_400_000;
const until = Date.UTC(2026, 4, 13, 9);

describe('local time', () => {
  it('follows summer time', () => {
    expect(zoneOffsetMs(Date.UTC(2026, 0, 15), 'Atlantic/Azores')).toBe(-3_600_000);
    expect(zoneOffsetMs(Date.UTC(2026, 6, 15), 'Atlantic/Azores')).toBe(0);
    expect(zoneOffsetMs(Date.UTC(2026, 2, 29, 1), 'Europe/Rome')).toBe(7_200_000);
    expect(zoneOffsetMs(Date.UTC(2026, 2, 29, 0, 59), 'Europe/Rome')).toBe(3_600_000);
  });

  it('counts hours from Monday midnight', () => {
    expect(hourOfWeek(Date.UTC(2026, 10, 16), 'UTC')).toBe(0);
    expect(hourOfWeek(Date.UTC(2026, 10, 22, 23, 30), 'UTC')).toBe(167.5);
    expect(hourOfWeek(Date.UTC(2026, 10, 16), 'Atlantic/Azores')).toBe(167);
  });
});

describe('planSensors', () => {
  const devices = planSensors(plan);
  const sensors = devices.flatMap((device) => device.sensors);

  it('puts some twenty sensors on some ten devices of all protocols, codes unique in the country', () => {
    expect(sensors.length).toBeGreaterThanOrEqual(20);
    expect(devices.length).toBeGreaterThanOrEqual(10);
    expect(new Set(devices.map(({ protocol }) => protocol))).toEqual(new Set(simulatedProtocols));
    expect(new Set(planSensors(plan, { protocols: ['http', 'sms'] }).map(({ protocol }) => protocol))).toEqual(
      new Set(['http', 'sms']),
    );
    const few = planSensors(plan, { most: 2, firstTurn: 3 });
    expect(few.map(({ protocol }) => protocol)).toEqual(['coap', 'mqtt']);
    const all = nation.municipalities.flatMap((one) =>
      planSensors(one).flatMap((device) => device.sensors.map(({ code }) => code)),
    );
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(devices.map(({ name }) => name)).size).toBe(devices.length);
  });

  it('names an asset of the network for every sensor', () => {
    const { network } = plan.water;
    const ids = new Set(
      [...network.junctions, ...network.tanks, ...network.reservoirs, ...network.pipes, ...network.pumps].map(
        ({ id }) => id,
      ),
    );
    expect(sensors.filter(({ assetCode }) => !ids.has(assetCode))).toEqual([]);
  });
});

describe('MunicipalityOperation', () => {
  it('shows a hidden leak in the night flow of its district from its begin on', async () => {
    const operation = await MunicipalityOperation.open(plan, 's');
    const [district] = plan.water.zones[0]?.districts ?? [];
    const fromMs = until - 2 * 86_400_000;
    operation.hide({ nodeId: district?.junctionIds[0] ?? '', litresPerS: 1.5, fromMs });
    const { history } = operation.pass(until - 4 * 86_400_000, until, 900_000);
    const device = operation.devices.find(({ sensors }) => sensors.some(({ code }) => code === `${plan.code}-D1-FLOW`));
    const [{ perCanonical }] = (device as DevicePlan).sensors as [SensorPlan];
    const flows = history.values.get(`${plan.code}-D1-FLOW`) as Float64Array;
    const least = (from: number, to: number) =>
      Math.min(
        ...flows.filter(
          (_, index) => (history.times[index] as number) >= from && (history.times[index] as number) < to,
        ),
      ) / perCanonical;
    const before = least(fromMs - 2 * 86_400_000, fromMs);
    expect(least(fromMs + 3_600_000, until)).toBeGreaterThan(before + 3);
    operation.close();
  });

  it('gives a week of plausible readings, the same for the same seed', async () => {
    const [first, second] = await Promise.all([
      MunicipalityOperation.open(plan, 's'),
      MunicipalityOperation.open(plan, 's'),
    ]);
    const week = first.pass(until - weekMs, until, 900_000);
    expect(week.history.times).toHaveLength(672);
    expect(second.pass(until - weekMs, until, 900_000)).toEqual(week);
    for (const { code } of first.devices.flatMap((device) => device.sensors)) {
      const values = week.history.values.get(code) as Float64Array;
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(new Set(values).size).toBeGreaterThan(5);
    }
    const level = week.usual.get(`${plan.code}-Z1-TANK-LEVEL`) as UsualSpan;
    expect(level.min).toBeGreaterThan(1.2);
    expect(level.max).toBeLessThan(4.8);
    expect(level.max - level.min).toBeGreaterThan(1);
    const inflow = week.history.values.get(`${plan.code}-D1-FLOW`) as Float64Array;
    const hours = week.history.times.map((time) => hourOfWeek(time, plan.timeZone) % 24);
    const mean = (from: number, to: number): number => {
      const part = [...inflow].filter((_, index) => (hours[index] as number) >= from && (hours[index] as number) < to);
      return part.reduce((sum, value) => sum + value, 0) / part.length;
    };
    expect(mean(7, 10)).toBeGreaterThan(2 * mean(2, 4));
    first.close();
    second.close();
  });

  it('stays within its limits when nothing is wrong, and leaves them in every incident', async () => {
    const operation = await MunicipalityOperation.open(plan, 'limits');
    const { usual } = operation.pass(until - weekMs, until, 900_000);
    const sensors = new Map(
      operation.devices.flatMap((device) => device.sensors).map((sensor) => [sensor.code, sensor]),
    );
    let now = until;
    const outside = (rounds: number): Set<string> => {
      const found = new Set<string>();
      for (let round = 0; round < rounds; round += 1) {
        now += 10_000;
        operation.stepTo(now);
        for (const device of operation.devices) {
          for (const reading of operation.read(device, now)) {
            const sensor = sensors.get(reading.code) as SensorPlan;
            if (isOutside(sensor, reading.value, usual.get(reading.code) as UsualSpan)) found.add(reading.code);
          }
        }
      }
      return found;
    };
    expect([...outside(180)]).toEqual([]);
    const incidents = scheduleIncidents(new Random('every'), [{ plan, devices: operation.devices }], 1000);
    const seen = new Set<IncidentKind>();
    for (let tries = 0; tries < 200 && seen.size < 7; tries += 1) {
      const incident = incidents.next().value as Incident;
      if (seen.has(incident.kind)) continue;
      seen.add(incident.kind);
      operation.apply(incident, true);
      if (incident.kind === 'silent')
        expect(
          operation.devices.filter((device) => operation.read(device, now).length === 0).map(({ name }) => name),
        ).toEqual([incident.target]);
      else if (incident.kind === 'stuck') expectStuck(operation, incident.target, outside);
      else expect([incident.kind, outside(12).size > 0]).toEqual([incident.kind, true]);
      operation.apply(incident, false);
      outside(90);
      expect([incident.kind, [...outside(12)]]).toEqual([incident.kind, []]);
    }
    expect(seen.size).toBe(7);
    operation.close();
  });

  it('runs network time faster than real time without losing its tanks', async () => {
    const operation = await MunicipalityOperation.open(plan, 'fast');
    const tank = operation.devices.find(({ name }) => name === 'Tank logger');
    const levels = new Set<number>();
    for (let step = 0; step < 600; step += 1) {
      operation.stepTo(until + step * 600_000);
      levels.add(operation.read(tank as NonNullable<typeof tank>, 0)[0]?.value ?? Number.NaN);
    }
    expect(Math.min(...levels)).toBeGreaterThan(0.6);
    expect(Math.max(...levels)).toBeLessThan(4.95);
    operation.close();
  });
});

describe('scheduleIncidents', () => {
  const sites = nation.municipalities.map((one) => ({ plan: one, devices: planSensors(one) }));

  it('opens with three incidents in the first half minute, each in a municipality of its own', () => {
    const schedule = scheduleIncidents(new Random('open'), sites, 6);
    const first = [schedule.next(), schedule.next(), schedule.next()].map(({ value }) => value as Incident);
    expect(Math.max(...first.map(({ startS }) => startS))).toBeLessThanOrEqual(30);
    expect(new Set(first.map(({ municipality }) => municipality)).size).toBe(3);
  });

  it('goes on at the mean rate, in order, ending each after some minutes, never two at once in one place', () => {
    const schedule = scheduleIncidents(new Random('rate'), sites, 6);
    const all: Incident[] = [];
    for (const incident of schedule) {
      all.push(incident);
      if (incident.startS > 360_000) break;
    }
    expect(all.length / 100).toBeGreaterThan(3.5);
    expect(all.length / 100).toBeLessThan(6.5);
    for (const [index, incident] of all.entries()) {
      expect(incident.endS - incident.startS).toBeGreaterThanOrEqual(240);
      expect(incident.endS - incident.startS).toBeLessThanOrEqual(incident.kind === 'stuck' ? 900 : 660);
      const before = all.slice(0, index).findLast(({ municipality }) => municipality === incident.municipality);
      expect(incident.startS).toBeGreaterThan(before?.endS ?? 0);
    }
  });

  it('gives none when none are wanted', () => {
    expect([...scheduleIncidents(new Random('none'), sites, 0)]).toEqual([]);
  });
});

function expectStuck(operation: MunicipalityOperation, code: string, outside: (rounds: number) => Set<string>): void {
  const device = operation.devices.find(({ sensors }) =>
    sensors.some((sensor) => sensor.code === code),
  ) as (typeof operation.devices)[number];
  const values = new Set<number>();
  for (let round = 0; round < 20; round += 1) {
    outside(1);
    values.add(operation.read(device, 0).find((reading) => reading.code === code)?.value ?? Number.NaN);
  }
  expect(values.size).toBe(1);
}

function isOutside(sensor: SensorPlan, value: number, usual: UsualSpan): boolean {
  const { thresholds } = limitsFor(sensor, usual, 1);
  const canonical = value / sensor.perCanonical;
  const low = thresholds.low ?? thresholds.lowLow ?? -Infinity;
  return canonical < low || canonical > (thresholds.high ?? thresholds.highHigh ?? Infinity);
}
