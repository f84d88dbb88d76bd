import { ResourcesModule } from '@app/resources';
import { Module } from '@nestjs/common';
import { MunicipalitiesController } from './municipalities.controller';
import { MunicipalityService } from './municipality.service';
import { RegionService } from './region.service';
import { RegionsController } from './regions.controller';

/** Regions and municipalities over HTTP. */
@Module({
  imports: [ResourcesModule],
  controllers: [RegionsController, MunicipalitiesController],
  providers: [RegionService, MunicipalityService],
  exports: [RegionService, MunicipalityService],
})
export class MunicipalitiesModule {}
