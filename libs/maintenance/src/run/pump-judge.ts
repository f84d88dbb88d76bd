import { UnitOfWork, type Work } from '@app/database';
import { Quality } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { type PumpSeries, KPA_PER_M, assessPump, pumpConsequence, pumpFigures } from '../core';
import { type RiskRow, replaceRisks } from './risk-rows';

/** Days of readings that are looked at. */
const PUMP_DAYS = 60;
const LEAST_STEP_S = 60;
const STARTS_PER_HOUR = 6;

interface PumpRow {
  id: string;
  attributes: Record<string, unknown>;
  power: number;
  device_id: string | null;
  interval_s: number;
}

interface Companion {
  device_id: string;
  number: number;
  code: string;
  quantity: string;
  elevation_m: number | null;
  on_pump: boolean;
}

/**
 * Judges pumps that have a power meter. Flow and pressure are those measured by the same device, which is how stations are wired; the
 * pressure before the pump is the sensor that the asset's attribute `suctionSensor` names, or the head in `suctionHeadM`.
 */
@Injectable()
export class PumpJudge {
  constructor(private readonly units: UnitOfWork) {}

  /** Judges the pumps of a municipality. @returns how many could be judged */
  async judge(tenantId: number, runId: string, now: Date): Promise<number> {
    return this.units.run([tenantId], async (work) => {
      const pumps = await pumpsOf(work, tenantId);
      const companions = await companionsOf(work, tenantId);
      const rows: RiskRow[] = [];
      for (const pump of pumps) {
        const near = companions.filter(({ device_id: device }) => device === pump.device_id);
        const health = assessPump(await seriesOf(work, tenantId, pump, near, now));
        if (health === null) continue;
        const standby = near.filter(
          ({ quantity, on_pump: other, number }) => quantity === 'power' && other && number !== pump.power,
        );
        rows.push({
          id: pump.id,
          likelihood: health.likelihood,
          consequence: pumpConsequence(pump.attributes, standby.length),
          probability: health.probability,
          remaining: health.remainingDays,
          perMetre: null,
          inspection: null,
          healthScore: health.healthScore,
          basis: 'measured',
          reasons: health.reasons,
          measures: health.measures,
        });
      }
      await replaceRisks(work, tenantId, 'pump', runId, rows);
      return rows.length;
    });
  }
}

function pumpsOf(work: Work, tenantId: number): Promise<PumpRow[]> {
  return work.sql<PumpRow>(
    `select distinct on (a.id) a.id, a.attributes, s.number as power, s.device_id, s.interval_s
     from assets a join sensors s on s.tenant_id = a.tenant_id and s.asset_id = a.id and s.quantity = 'power'
     where a.tenant_id = ? and a.class = 'pump' and a.status in ('in_service', 'out_of_service') order by a.id, s.code`,
    [tenantId],
  );
}

function companionsOf(work: Work, tenantId: number): Promise<Companion[]> {
  return work.sql<Companion>(
    `select s.device_id, s.number, s.code, s.quantity, a.elevation_m, coalesce(a.class = 'pump', false) as on_pump
     from sensors s left join assets a on a.tenant_id = s.tenant_id and a.id = s.asset_id
     where s.tenant_id = ? and s.device_id is not null and s.quantity in ('flow', 'pressure', 'power') order by s.code`,
    [tenantId],
  );
}

interface Step {
  at: number;
  power: number | null;
  flow: number | null;
  discharge: number | null;
  suction: number | null;
  others: number | null;
}

async function seriesOf(
  work: Work,
  tenantId: number,
  pump: PumpRow,
  near: readonly Companion[],
  now: Date,
): Promise<PumpSeries> {
  const { attributes } = pump;
  const suction = near.find(({ code, quantity }) => quantity === 'pressure' && code === attributes['suctionSensor']);
  const discharge = near.find(({ quantity, number }) => quantity === 'pressure' && number !== suction?.number);
  const flow = near.find(({ quantity }) => quantity === 'flow');
  const others = near.filter(({ quantity, number }) => quantity === 'power' && number !== pump.power);
  const numbers = [pump.power, flow?.number ?? 0, discharge?.number ?? 0, suction?.number ?? 0] as const;
  const end = now.getTime() / 1_000;
  const steps = await work.sql<Step>(
    `select (extract(epoch from bin) * 1000)::float8 as at, avg(value) filter (where sensor_id = ?) as power,
       avg(value) filter (where sensor_id = ?) as flow, avg(value) filter (where sensor_id = ?) as discharge,
       avg(value) filter (where sensor_id = ?) as suction, max(value) filter (where sensor_id = any (?::int[])) as others
     from (select date_bin(? * interval '1 second', time, timestamptz '2000-01-01 00:00:00+00') as bin, sensor_id, value
       from readings where tenant_id = ? and sensor_id = any (?::int[]) and time >= to_timestamp(?) and time < to_timestamp(?)
         and quality < ?) r
     group by bin order by bin`,
    [
      ...numbers,
      `{${others.map(({ number }) => number).join(',')}}`,
      Math.max(LEAST_STEP_S, pump.interval_s),
      tenantId,
      `{${[...numbers, ...others.map(({ number }) => number)].join(',')}}`,
      end - PUMP_DAYS * 86_400,
      end,
      Quality.bad,
    ],
  );
  const suctionHead = Number(attributes['suctionHeadM'] ?? Number.NaN);
  const lift = (discharge?.elevation_m ?? 0) - (suction?.elevation_m ?? 0);
  const relative = suction === undefined && !Number.isFinite(suctionHead);
  const before = (step: Step) => {
    if (suction !== undefined) return (step.suction ?? Number.NaN) / KPA_PER_M - lift;
    return Number.isFinite(suctionHead) ? suctionHead - (discharge?.elevation_m ?? 0) : 0;
  };
  const usualOther = steps.reduce((most, { others: power }) => Math.max(most, power ?? 0), 0);
  return {
    times: Float64Array.from(steps, ({ at }) => at),
    powerKw: Float64Array.from(steps, ({ power }) => power ?? Number.NaN),
    flow: Float64Array.from(steps, ({ flow: value }) => value ?? Number.NaN),
    head: Float64Array.from(steps, (step) => (step.discharge ?? Number.NaN) / KPA_PER_M - before(step)),
    shared: Uint8Array.from(steps, ({ others: power }) => ((power ?? 0) > usualOther / 20 ? 1 : 0)),
    relative,
    commissioning: commissioningOf(attributes['commissioning']),
    startsPerHourLimit: Number(attributes['startsPerHourLimit'] ?? STARTS_PER_HOUR) || STARTS_PER_HOUR,
  };
}

/** Points `{ flowM3h, headM, powerKw }` of the acceptance test as efficiency by flow; what is incomplete is left out. */
function commissioningOf(points: unknown): PumpSeries['commissioning'] {
  if (!Array.isArray(points)) return null;
  const curve = points.flatMap((point: Record<string, unknown>) => {
    const flow = Number(point['flowM3h']);
    const figures = pumpFigures(flow, Number(point['headM']), Number(point['powerKw']));
    return figures === null ? [] : [{ flow, efficiency: figures.efficiency }];
  });
  return curve.length > 0 ? curve : null;
}
