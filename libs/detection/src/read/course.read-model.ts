import { allowed, type Principal } from '@app/access';
import type { SensorCourse } from '@app/contracts';
import { UnitOfWork } from '@app/database';
import { canonicalUnits, notFound, Quality, type Quantity } from '@app/kernel';
import type { Span } from '@app/telemetry';
import { Injectable } from '@nestjs/common';
import { compileConfig, type DetectionSettings } from '../core';
import { courseSettings } from '../course';
import { judgeCourse, type StoredReading } from './judged-course';

interface SensorRow {
  tenant_id: number;
  number: number;
  quantity: Quantity;
  range_min: number | null;
  range_max: number | null;
  interval_s: number;
  detection: DetectionSettings;
  status: string;
  time_zone: string | null;
}

/** The detector learns from this long before the span. */
const WARM_UP_MS = 35 * 86_400_000;
/** Readings that are judged for one answer at most; the newest count. */
const MOST_READINGS = 60_000;

/** How a sensor's readings look to the detector of its course. */
@Injectable()
export class CourseReadModel {
  constructor(private readonly units: UnitOfWork) {}

  /** @throws {DomainError} not-found when the sensor is not visible */
  async course(principal: Principal, sensorId: string, span: Span, points: number): Promise<SensorCourse> {
    const { sensor, readings } = await this.read(principal, sensorId, span);
    const profile = {
      quantity: sensor.quantity,
      rangeMin: sensor.range_min,
      rangeMax: sensor.range_max,
      thresholds: {},
      intervalS: sensor.interval_s,
      settings: sensor.detection,
      inService: true,
    };
    const settings = courseSettings(profile, sensor.time_zone, compileConfig(profile).lateLimitMs);
    const common = {
      unit: canonicalUnits[sensor.quantity],
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
    };
    if (settings === undefined) {
      const nothing = { learnedFrom: null, times: [], expected: [], lower: [], upper: [], score: [], events: [] };
      return { kind: null, daysPerFalseAlarm: null, ...common, ...nothing };
    }
    const daysPerFalseAlarm = settings.options.daysPerFalseAlarm ?? null;
    const judged = await judgeCourse(settings, readings, span.from, points);
    return { kind: settings.kind, daysPerFalseAlarm, ...common, ...judged };
  }

  private read(
    principal: Principal,
    sensorId: string,
    { from, to }: Span,
  ): Promise<{ sensor: SensorRow; readings: StoredReading[] }> {
    return this.units.run(principal.tenants, async (work) => {
      const [sensor] = await work.sql<SensorRow>(
        `select s.tenant_id, s.number, s.quantity, s.range_min, s.range_max, s.interval_s, s.detection, s.status, m.time_zone
         from sensors s left join municipalities m on m.tenant_id = s.tenant_id where s.id = ?`,
        [sensorId],
      );
      if (sensor === undefined || !allowed(principal, 'read', 'Reading', { tenantId: sensor.tenant_id, sensorId })) {
        throw notFound('sensor', sensorId);
      }
      const readings = await work.sql<StoredReading>(
        `select (extract(epoch from time) * 1000)::float8 as at, value from readings
         where tenant_id = ? and sensor_id = ? and time >= to_timestamp(?) and time < to_timestamp(?) and quality < ?
         order by time desc limit ?`,
        [sensor.tenant_id, sensor.number, (from - WARM_UP_MS) / 1_000, to / 1_000, Quality.bad, MOST_READINGS],
      );
      return { sensor, readings: readings.reverse() };
    });
  }
}
