import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type DeviceLedger,
  type QuarantineDetail,
  type QuarantineList,
  type ReadingSeries,
  deviceLedger,
  ledgerQuery,
  quarantineDetail,
  quarantineList,
  quarantineQuery,
  readingSeries,
  readingsQuery,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { systemClock } from '@app/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QuarantineReadModel } from './quarantine.read-model';
import { spanOf } from './span';
import { TelemetryReadModel } from './telemetry.read-model';

const id = z.uuid();

/** Stored readings, what came from devices, and what was kept aside. */
@ApiTags('Telemetry')
@Controller()
export class TelemetryController {
  constructor(
    private readonly telemetry: TelemetryReadModel,
    private readonly quarantine: QuarantineReadModel,
  ) {}

  @Get('sensors/:id/readings')
  @Authorize('read', 'Reading')
  @ApiOperation({ summary: 'Readings of a sensor, thinned out to about as many points as asked for' })
  @ApiResult(readingSeries)
  readings(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) sensorId: string,
    @Query({ schema: readingsQuery }) query: z.output<typeof readingsQuery>,
  ): Promise<ReadingSeries> {
    return this.telemetry.readings(principal, sensorId, spanOf(query, systemClock.now()), query.points);
  }

  @Get('devices/:id/ledger')
  @Authorize('read', 'Device')
  @ApiOperation({ summary: 'What came from a device, minute by minute, and what became of it' })
  @ApiResult(deviceLedger)
  ledger(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) deviceId: string,
    @Query({ schema: ledgerQuery }) query: z.output<typeof ledgerQuery>,
  ): Promise<DeviceLedger> {
    return this.telemetry.ledger(principal, deviceId, spanOf(query, systemClock.now()));
  }

  @Get('quarantine')
  @Authorize('read', 'Quarantine')
  @ApiOperation({ summary: 'Messages and readings that were not stored, with their reasons' })
  @ApiResult(quarantineList)
  quarantined(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: quarantineQuery }) query: z.output<typeof quarantineQuery>,
  ): Promise<QuarantineList> {
    return this.quarantine.list(principal, query);
  }

  @Get('quarantine/:id')
  @Authorize('read', 'Quarantine')
  @ApiOperation({ summary: 'One quarantined message, with its bytes' })
  @ApiResult(quarantineDetail)
  quarantinedOne(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) quarantineId: string,
  ): Promise<QuarantineDetail> {
    return this.quarantine.one(principal, quarantineId);
  }
}
