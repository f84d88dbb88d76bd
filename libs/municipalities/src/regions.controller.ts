import { newRegion, region, regionPatch, regionQuery } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RegionService } from './region.service';

@ApiTags('Regions')
@Controller('regions')
export class RegionsController extends resourceController({
  service: RegionService,
  subject: 'Region',
  plural: 'regions',
  query: regionQuery,
  view: region,
  draft: newRegion,
  patch: regionPatch,
}) {}
