import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  confirmEvent,
  type ConfirmEvent,
  eventDetail,
  type EventDetail,
  eventList,
  type EventList,
  eventQuery,
  type EventQuery,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { notFound } from '@app/kernel';
import { TenantTree } from '@app/tenancy';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EventReadModel } from './event.read-model';
import { EventService } from './event.service';

const id = z.uuid();

/** Alarms of one cause, brought together. */
@ApiTags('Events')
@Controller('events')
export class EventsController {
  constructor(
    private readonly events: EventReadModel,
    private readonly service: EventService,
    private readonly tree: TenantTree,
  ) {}

  @Get()
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'Events, newest first unless sorted otherwise' })
  @ApiResult(eventList)
  list(@CurrentPrincipal() principal: Principal, @Query({ schema: eventQuery }) query: EventQuery): Promise<EventList> {
    for (const uid of query.municipalityId ?? []) {
      const tenant = this.tree.idOf(uid);
      if (tenant === undefined || !principal.tenants.includes(tenant)) throw notFound('municipality', uid);
    }
    return this.events.list(principal, query);
  }

  @Get(':id')
  @Authorize('read', 'Alert')
  @ApiOperation({ summary: 'One event with its alarms and the causes considered' })
  @ApiResult(eventDetail)
  one(@CurrentPrincipal() principal: Principal, @Param('id', { schema: id }) eventId: string): Promise<EventDetail> {
    return this.events.one(principal, eventId);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Authorize('update', 'Alert')
  @ApiOperation({ summary: 'Say what the cause turned out to be' })
  @ApiResult(eventDetail)
  confirm(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: id }) eventId: string,
    @Body({ schema: confirmEvent }) body: ConfirmEvent,
  ): Promise<EventDetail> {
    return this.service.confirm(principal, eventId, body);
  }
}
