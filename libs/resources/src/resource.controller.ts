import { Authorize, CurrentPrincipal, type Principal, type Subject } from '@app/access';
import { type Page, idSchema, pageOf } from '@app/contracts';
import { ApiIfMatch, ApiResult, IfMatch, type IfMatchHeader } from '@app/http';
import { Body, Delete, Get, Inject, Param, Patch, Post, Query, type Type } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ResourceQuery } from './resource.service';

/** What a controller asks of its service. */
export interface ResourceOperations<View, Draft, Change> {
  list(principal: Principal, query: ResourceQuery): Promise<Page<View>>;
  get(principal: Principal, id: string): Promise<View>;
  create(principal: Principal, draft: Draft): Promise<unknown>;
  update(principal: Principal, id: string, seen: IfMatchHeader, patch: Change): Promise<View>;
  remove(principal: Principal, id: string, seen: IfMatchHeader): Promise<void>;
}

/** The schemas of a resource's operations. */
export interface ResourceSchemas<View, Draft, Change, Service extends ResourceOperations<View, Draft, Change>> {
  service: Type<Service>;
  subject: Subject;
  /** Plural, for summaries. */
  plural: string;
  query: z.ZodType;
  view: z.ZodType<View>;
  draft: z.ZodType<Draft>;
  patch: z.ZodType<Change>;
  /** Answer of POST where it is more than the object. */
  created?: z.ZodType;
  /** Further decorators of POST. */
  onCreate?: MethodDecorator;
}

export interface ResourceController<Service> {
  readonly resource: Service;
}

/**
 * The five operations of a resource, to be extended by a controller with a path:
 * `@Controller('zones') class ZonesController extends resourceController({ service: ZoneService, ... }) {}`.
 */
export function resourceController<View, Draft, Change, Service extends ResourceOperations<View, Draft, Change>>({
  service,
  subject,
  plural,
  query: querySchema,
  view,
  draft: draftSchema,
  patch: patchSchema,
  created = view,
  onCreate = () => undefined,
}: ResourceSchemas<View, Draft, Change, Service>): Type<ResourceController<Service>> {
  class Operations implements ResourceController<Service> {
    constructor(@Inject(service) readonly resource: Service) {}

    @Get()
    @Authorize('read', subject)
    @ApiOperation({ summary: `List ${plural}` })
    @ApiResult(pageOf(view))
    list(
      @CurrentPrincipal() principal: Principal,
      @Query({ schema: querySchema }) query: ResourceQuery,
    ): Promise<Page<View>> {
      return this.resource.list(principal, query);
    }

    @Get(':id')
    @Authorize('read', subject)
    @ApiOperation({ summary: `One of the ${plural}` })
    @ApiResult(view)
    get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<View> {
      return this.resource.get(principal, id);
    }

    @Post()
    @Authorize('create', subject)
    @ApiOperation({ summary: `Add to the ${plural}` })
    @ApiResult(created, { status: 201 })
    @onCreate
    create(@CurrentPrincipal() principal: Principal, @Body({ schema: draftSchema }) draft: Draft): Promise<unknown> {
      return this.resource.create(principal, draft);
    }

    @Patch(':id')
    @Authorize('update', subject)
    @ApiOperation({ summary: `Change one of the ${plural}`, description: 'Fields left out stay as they are.' })
    @ApiIfMatch()
    @ApiResult(view)
    update(
      @CurrentPrincipal() principal: Principal,
      @Param('id', { schema: idSchema }) id: string,
      @Body({ schema: patchSchema }) patch: Change,
      @IfMatch() seen: IfMatchHeader,
    ): Promise<View> {
      return this.resource.update(principal, id, seen, patch);
    }

    @Delete(':id')
    @Authorize('delete', subject)
    @ApiOperation({ summary: `Take away one of the ${plural}` })
    @ApiIfMatch()
    @ApiResult(null)
    async remove(
      @CurrentPrincipal() principal: Principal,
      @Param('id', { schema: idSchema }) id: string,
      @IfMatch() seen: IfMatchHeader,
    ): Promise<void> {
      await this.resource.remove(principal, id, seen);
    }
  }
  return Operations;
}
