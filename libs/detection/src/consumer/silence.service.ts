import { AlertConditions, type ConditionReport } from '@app/alerts';
import { UnitOfWork } from '@app/database';
import { JobRegistry } from '@app/jobs';
import { systemClock } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { judgeSilence, priorityOf, silenceLimitMs, type SilenceVerdict } from '../core';
import { SensorProfiles, type KnownSensor } from './sensor-profiles';

const EVERY_MS = 10_000;

interface LatestRow {
  sensor_id: number;
  time_ms: number;
  received_ms: number;
}

/** Raises an alarm for sensors that have stopped reporting, and clears it when they report again. */
@Injectable()
export class SilenceService implements OnModuleInit {
  private watchingSince = Number.POSITIVE_INFINITY;

  constructor(
    private readonly units: UnitOfWork,
    private readonly tree: TenantTree,
    private readonly alerts: AlertConditions,
    private readonly profiles: SensorProfiles,
    private readonly jobs: JobRegistry,
  ) {}

  onModuleInit(): void {
    this.watchFrom(systemClock.now());
    this.jobs.register({
      name: 'detection.silence',
      description: 'Raises an alarm for each sensor that has stopped reporting.',
      payload: z.strictObject({}),
      schedule: { everyMs: EVERY_MS },
      run: () => this.check(systemClock.now()),
    });
  }

  /** From when on a missing reading counts: the platform does not take its own rest for that of the sensors. */
  watchFrom(time: number): void {
    this.watchingSince = time;
  }

  /**
   * Judges all sensors once.
   * @param now - Unix ms
   * @returns numbers of alarms raised and cleared
   */
  async check(now: number): Promise<{ raised: number; cleared: number }> {
    await this.profiles.refresh();
    return this.units.run(this.tree.all(), async (work) => {
      const rows = await work.sql<LatestRow>(
        `select sensor_id, extract(epoch from time)::float8 * 1000 as time_ms, extract(epoch from received_at)::float8 * 1000 as received_ms
         from sensor_latest`,
      );
      const latest = new Map(rows.map((row) => [row.sensor_id, row]));
      const held = (await this.alerts.holding(work)).filter(({ kind }) => kind === 'silence');
      const silent = new Set(held.map(({ sensorId }) => sensorId));
      const reports: ConditionReport[] = [];
      for (const [sensorId, sensor] of this.profiles.all()) {
        const verdict = this.judge(sensor, latest.get(sensorId), now);
        if (verdict === 'silent' && !silent.has(sensorId)) reports.push(report(sensorId, sensor, true, now));
        if (verdict === 'reporting' && silent.has(sensorId)) reports.push(report(sensorId, sensor, false, now));
      }
      await this.alerts.apply(work, reports);
      const raised = reports.filter(({ active }) => active).length;
      return { raised, cleared: reports.length - raised };
    });
  }

  /** Nobody waits for a sensor out of service. */
  private judge({ profile, config }: KnownSensor, latest: LatestRow | undefined, now: number): SilenceVerdict {
    if (!profile.inService) return 'reporting';
    const { intervalS, settings } = profile;
    return judgeSilence(
      {
        lastReceivedAt: latest?.received_ms ?? null,
        lastTime: latest?.time_ms ?? null,
        watchingSince: this.watchingSince,
        lateLimitMs: config.lateLimitMs,
        intervalS,
        settings,
      },
      now,
    );
  }
}

function report(sensorId: number, { tenantId, profile }: KnownSensor, active: boolean, time: number): ConditionReport {
  const limitMs = silenceLimitMs(profile);
  return {
    tenantId,
    sensorId,
    kind: 'silence',
    limitName: 'silence',
    active,
    time,
    value: null,
    limit: limitMs === null ? null : limitMs / 60_000,
    priority: priorityOf('silence', profile),
    historical: false,
  };
}
