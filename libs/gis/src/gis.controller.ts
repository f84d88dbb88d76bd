import { Authorize, CurrentPrincipal, type Principal, assertAllowed } from '@app/access';
import {
  type FeatureCollection,
  type FeatureLayer,
  type LayerQuery,
  type NearQuery,
  type SpatialHits,
  type TileAddress,
  type TileQuery,
  type WithinBody,
  featureCollection,
  featureLayer,
  layerQuery,
  nearQuery,
  spatialHits,
  tileAddress,
  tileQuery,
  withinBody,
} from '@app/contracts';
import { ApiResult } from '@app/http';
import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { mapLayers } from './layers';
import { LayersReadModel } from './layers.read-model';
import { SpatialSearchReadModel } from './spatial-search.read-model';
import { TilesReadModel } from './tiles.read-model';

@ApiTags('Maps')
@Controller('gis')
export class GisController {
  constructor(
    private readonly layers: LayersReadModel,
    private readonly tiles: TilesReadModel,
    private readonly search: SpatialSearchReadModel,
  ) {}

  @Get('layers/:layer')
  @Authorize('read', 'Municipality')
  @ApiOperation({ summary: 'Objects of a map layer as GeoJSON' })
  @ApiResult(featureCollection)
  layer(
    @CurrentPrincipal() principal: Principal,
    @Param('layer', { schema: featureLayer }) layer: FeatureLayer,
    @Query({ schema: layerQuery }) query: LayerQuery,
  ): Promise<FeatureCollection> {
    assertAllowed(principal, 'read', mapLayers[layer].subject);
    return this.layers.read(principal, layer, query);
  }

  @Get('tiles/:layer/:z/:x/:y')
  @Authorize('read', 'Municipality')
  @ApiOperation({ summary: 'A Mapbox vector tile', description: 'An empty tile answers 204.' })
  @ApiParam({ name: 'layer', enum: ['zones', 'pipes', 'assets', 'sensors', 'municipalities'] })
  @ApiParam({ name: 'z', schema: { type: 'integer', minimum: 0, maximum: 22 } })
  @ApiParam({ name: 'x', schema: { type: 'integer', minimum: 0 } })
  @ApiParam({ name: 'y', schema: { type: 'integer', minimum: 0 } })
  @ApiResponse({
    status: 200,
    description: 'The tile; its layer has the name in the address',
    content: { 'application/vnd.mapbox-vector-tile': { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiResponse({ status: 204, description: 'Nothing lies there' })
  @ApiResponse({ status: 304, description: 'Unchanged since If-None-Match' })
  async tile(
    @CurrentPrincipal() principal: Principal,
    @Param({ schema: tileAddress }) address: TileAddress,
    @Query({ schema: tileQuery }) query: TileQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const tile = await this.tiles.read(principal, address, query.municipalityId);
    reply.header('etag', tile.etag).header('cache-control', 'private, max-age=5').header('vary', 'authorization');
    if (known === tile.etag || tile.bytes.length === 0) {
      reply.status(known === tile.etag ? 304 : 204);
      return undefined;
    }
    reply.header('content-type', 'application/vnd.mapbox-vector-tile');
    return tile.bytes;
  }

  @Get('near')
  @Authorize('read', 'Municipality')
  @ApiOperation({ summary: 'What lies near a place, nearest first' })
  @ApiResult(spatialHits)
  near(@CurrentPrincipal() principal: Principal, @Query({ schema: nearQuery }) query: NearQuery): Promise<SpatialHits> {
    return this.search.near(principal, query);
  }

  @Post('within')
  @Authorize('read', 'Municipality')
  @ApiOperation({ summary: 'Everything that an area touches' })
  @ApiResult(spatialHits)
  within(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: withinBody }) body: WithinBody,
  ): Promise<SpatialHits> {
    return this.search.within(principal, body);
  }
}
