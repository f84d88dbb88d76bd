import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type DeviceLedger,
  type QuarantineChoice,
  type QuarantineCount,
  type QuarantineDetail,
  type QuarantineItem,
  type QuarantineList,
  type ReadingSeries,
  deviceLedger,
  ledgerQuery,
  quarantineChoice,
  quarantineCount,
  quarantineDetail,
  quarantineItem,
  quarantineList,
  quarantineQuery,
  readingSeries,
  readingsQuery,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { systemClock } from '@app/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { QuarantineService } from '../quarantine/quarantine.service';
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
    private readonly orders: QuarantineService,
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

  @Post('quarantine/replay')
  @Authorize('update', 'Quarantine')
  @ApiOperation({ summary: 'Replay kept messages; it happens soon, and shows in their status' })
  @ApiResult(quarantineCount)
  async replayMany(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: quarantineChoice }) choice: QuarantineChoice,
  ): Promise<QuarantineCount> {
    return { count: await this.orders.many(principal, choice, 'replay') };
  }

  @Post('quarantine/dismiss')
  @Authorize('update', 'Quarantine')
  @ApiOperation({ summary: 'Put kept messages away' })
  @ApiResult(quarantineCount)
  async dismissMany(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: quarantineChoice }) choice: QuarantineChoice,
  ): Promise<QuarantineCount> {
    return { count: await this.orders.many(principal, choice, 'dismiss') };
  }

  @Post('quarantine/:id/replay')
  @Authorize('update', 'Quarantine')
  @ApiOperation({ summary: 'Replay a message; it happens soon, and shows in its status' })
  @ApiResult(quarantineItem)
  replay(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) quarantineId: string,
  ): Promise<QuarantineItem> {
    return this.orders.one(principal, quarantineId, 'replay');
  }

  @Post('quarantine/:id/dismiss')
  @Authorize('update', 'Quarantine')
  @ApiOperation({ summary: 'Put a message away' })
  @ApiResult(quarantineItem)
  dismiss(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) quarantineId: string,
  ): Promise<QuarantineItem> {
    return this.orders.one(principal, quarantineId, 'dismiss');
  }
}
