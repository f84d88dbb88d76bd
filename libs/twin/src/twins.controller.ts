import { Readable } from 'node:stream';
import { Authorize, CurrentPrincipal, type Principal } from '@app/access';
import {
  type ActivateTwin,
  type Page,
  type PutTwinLinks,
  type Twin,
  type TwinElementQuery,
  type TwinElements,
  type TwinInpQuery,
  type TwinLinks,
  type TwinQuery,
  type TwinRevisions,
  type TwinRunQuery,
  type TwinRuns,
  type TwinValueQuery,
  type TwinValues,
  activateTwin,
  idSchema,
  pageOf,
  putTwinLinks,
  twin,
  twinElementQuery,
  twinElements,
  twinInpQuery,
  twinLinks,
  twinQuery,
  twinRevisions,
  twinRunQuery,
  twinRuns,
  twinValueQuery,
  twinValues,
} from '@app/contracts';
import { ApiResult, BodyLimit } from '@app/http';
import { Body, Controller, Get, Header, Param, Post, Put, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { TwinLinksService } from './links/twin-links.service';
import { TwinHistory } from './twin-history.read-model';
import { TwinsService } from './twins.service';

const TEXT = 'text/plain; charset=utf-8';

/** Hydraulic twins of municipalities. */
@ApiTags('Twins')
@Controller('twins')
export class TwinsController {
  constructor(
    private readonly twins: TwinsService,
    private readonly links: TwinLinksService,
    private readonly history: TwinHistory,
  ) {}

  @Get()
  @Authorize('read', 'Twin')
  @ApiOperation({
    summary: 'List hydraulic twins',
    description: 'A twin comes with the first network import of a municipality.',
  })
  @ApiResult(pageOf(twin))
  list(@CurrentPrincipal() principal: Principal, @Query({ schema: twinQuery }) query: TwinQuery): Promise<Page<Twin>> {
    return this.twins.list(principal, query);
  }

  @Get(':id')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'One twin with its last run' })
  @ApiResult(twin)
  get(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<Twin> {
    return this.twins.get(principal, id);
  }

  @Get(':id/revisions')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Revisions of a twin: one for each network import' })
  @ApiResult(twinRevisions)
  revisions(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<TwinRevisions> {
    return this.twins.revisions(principal, id);
  }

  @Post(':id/activate')
  @Authorize('update', 'Twin')
  @ApiOperation({ summary: 'Have a twin calculated, with this or another revision' })
  @ApiResult(twin)
  activate(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: activateTwin }) body: ActivateTwin,
  ): Promise<Twin> {
    return this.twins.activate(principal, id, body);
  }

  @Post(':id/pause')
  @Authorize('update', 'Twin')
  @ApiOperation({ summary: 'Let a twin rest; its alarms end' })
  @ApiResult(twin)
  pause(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<Twin> {
    return this.twins.pause(principal, id);
  }

  @Get(':id/inp')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'The network as an EPANET file' })
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'EPANET .inp', content: { 'text/plain': { schema: { type: 'string' } } } })
  @Header('content-type', TEXT)
  async inp(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: twinInpQuery }) query: TwinInpQuery,
  ): Promise<StreamableFile> {
    const { name, text } = await this.twins.inp(principal, id, query);
    return new StreamableFile(Readable.from([Buffer.from(text)]), {
      type: TEXT,
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Get(':id/links')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Which sensor stands where, and how it compares with the model' })
  @ApiResult(twinLinks)
  readLinks(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
  ): Promise<TwinLinks> {
    return this.links.get(principal, id);
  }

  @Put(':id/links')
  @Authorize('update', 'Twin')
  @BodyLimit(4 * 1024 * 1024)
  @ApiOperation({
    summary: 'Say which sensor stands where',
    description: 'Replaces all; the twin learns anew from stored readings.',
  })
  @ApiResult(twinLinks)
  putLinks(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: putTwinLinks }) body: PutTwinLinks,
  ): Promise<TwinLinks> {
    return this.links.put(principal, id, body);
  }

  @Post(':id/links/suggest')
  @Authorize('update', 'Twin')
  @ApiOperation({ summary: 'Find places for sensors that have none' })
  @ApiResult(twinLinks)
  suggest(@CurrentPrincipal() principal: Principal, @Param('id', { schema: idSchema }) id: string): Promise<TwinLinks> {
    return this.links.suggest(principal, id);
  }

  @Get(':id/elements')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Elements of the network, at most fifty' })
  @ApiResult(twinElements)
  elements(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: twinElementQuery }) query: TwinElementQuery,
  ): Promise<TwinElements> {
    return this.links.elements(principal, id, query);
  }

  @Get(':id/runs')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Runs of a twin, newest first' })
  @ApiResult(twinRuns)
  runs(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: twinRunQuery }) query: TwinRunQuery,
  ): Promise<TwinRuns> {
    return this.history.runs(principal, id, query);
  }

  @Get(':id/values')
  @Authorize('read', 'Twin')
  @ApiOperation({ summary: 'Measured and calculated values of one sensor' })
  @ApiResult(twinValues)
  values(
    @CurrentPrincipal() principal: Principal,
    @Param('id', { schema: idSchema }) id: string,
    @Query({ schema: twinValueQuery }) query: TwinValueQuery,
  ): Promise<TwinValues> {
    return this.history.values(principal, id, query);
  }
}
