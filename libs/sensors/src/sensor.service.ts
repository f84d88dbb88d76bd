import type { Principal } from '@app/access';
import { type NewSensor, type Sensor, type SensorPatch, type SensorState, measures } from '@app/contracts';
import type { Work } from '@app/database';
import { invalidInput } from '@app/http';
import { type Quantity, UnitError, canonicalUnits, conversionTo, unitsOf } from '@app/kernel';
import { OwnedResourceService, type ResourceQuery, shownFields, toLonLat, toPoint } from '@app/resources';
import type { FilterQuery } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { SensorEntity } from './sensor.entity';
import { momentsOf, sensorsInStates } from './sensor.read-model';

const noThresholds = { lowLow: null, low: null, high: null, highHigh: null };

/** Sensors: what is measured where, in which unit, with which limits. */
@Injectable()
export class SensorService extends OwnedResourceService<SensorEntity, Sensor, NewSensor, SensorPatch> {
  protected override readonly outline = {
    subject: 'Sensor',
    noun: 'sensor',
    entity: SensorEntity,
    search: ['code', 'name'],
    filters: ['id', 'code', 'deviceId', 'assetId', 'zoneId', 'quantity', 'status'],
    order: 'code',
    volatile: ['latest', 'state'],
  } as const;

  /** State is no column: the few sensors that are not normal are looked up, and taken or left out. */
  protected override async conditions(work: Work, query: ResourceQuery): Promise<FilterQuery<SensorEntity>[]> {
    const states = query['state'] as SensorState[] | undefined;
    if (states === undefined) return [];
    if (!states.includes('normal')) return [{ id: { $in: await sensorsInStates(work, states, false) } }];
    return [{ id: { $nin: await sensorsInStates(work, states, true) } }];
  }

  protected override async views(work: Work, rows: SensorEntity[]): Promise<Sensor[]> {
    const moments = await momentsOf(
      work,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({
      ...shownFields(row),
      municipalityId: this.municipalityOf(row),
      code: row.code,
      name: row.name,
      deviceId: row.deviceId,
      channel: row.channel,
      channelUnit: row.channelUnit,
      assetId: row.assetId,
      zoneId: row.zoneId,
      quantity: row.quantity,
      unit: canonicalUnits[row.quantity],
      displayUnit: row.displayUnit,
      location: toLonLat(row.location),
      rangeMin: row.rangeMin,
      rangeMax: row.rangeMax,
      thresholds: { ...noThresholds, ...row.thresholds },
      intervalS: row.intervalS,
      detection: row.detection,
      status: row.status,
      ...(moments.get(row.id) ?? { latest: null, state: 'normal' }),
    }));
  }

  protected override async fill(work: Work, _principal: Principal, row: SensorEntity, draft: NewSensor): Promise<void> {
    const { municipalityId: _municipality, location, displayUnit, ...plain } = draft;
    Object.assign(row, plain, {
      location: toPoint(location),
      displayUnit: displayUnit ?? canonicalUnits[draft.quantity],
    });
    await this.check(work, row, draft);
  }

  protected override async change(
    work: Work,
    _principal: Principal,
    row: SensorEntity,
    patch: SensorPatch,
  ): Promise<void> {
    const { location, ...plain } = patch;
    Object.assign(row, plain);
    if (location !== undefined) row.location = toPoint(location);
    await this.check(work, row, patch);
  }

  private async check(work: Work, row: SensorEntity, given: SensorPatch): Promise<void> {
    if (!measures(row.quantity, row.displayUnit)) {
      throw invalidInput([{ pointer: '/displayUnit', detail: `must be one of ${unitsOf(row.quantity).join(', ')}` }]);
    }
    if (row.rangeMin !== null && row.rangeMax !== null && row.rangeMin >= row.rangeMax) {
      throw invalidInput([{ pointer: '/rangeMax', detail: 'must be greater than rangeMin' }]);
    }
    if (row.channel !== null && row.deviceId === null) {
      throw invalidInput([{ pointer: '/channel', detail: 'needs a device: only a device has channels' }]);
    }
    if (row.channelUnit !== null && !convertible(row.quantity, row.channelUnit)) {
      throw invalidInput([{ pointer: '/channelUnit', detail: `must be a unit of ${row.quantity}` }]);
    }
    await this.assertRefers(work, row, 'devices', 'deviceId', given.deviceId ?? null);
    await this.assertRefers(work, row, 'assets', 'assetId', given.assetId ?? null);
    await this.assertRefers(work, row, 'zones', 'zoneId', given.zoneId ?? null);
  }
}

/** Whether readings of a quantity may come in this unit; everyday spellings count. */
function convertible(quantity: Quantity, unit: string): boolean {
  try {
    conversionTo(quantity, unit);
    return true;
  } catch (error) {
    if (error instanceof UnitError) return false;
    throw error;
  }
}
