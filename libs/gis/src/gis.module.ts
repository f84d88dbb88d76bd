import { Module } from '@nestjs/common';
import { GisController } from './gis.controller';
import { LayersReadModel } from './layers.read-model';
import { SearchController } from './search.controller';
import { SearchReadModel } from './search.read-model';
import { SpatialIndexProbe } from './spatial-index.probe';
import { SpatialSearchReadModel } from './spatial-search.read-model';
import { TilesReadModel } from './tiles.read-model';

/** Maps and search over HTTP; needs the entities of municipalities, assets, devices and sensors. */
@Module({
  controllers: [GisController, SearchController],
  providers: [LayersReadModel, TilesReadModel, SpatialSearchReadModel, SearchReadModel, SpatialIndexProbe],
})
export class GisModule {}
