import { newZone, zone, zonePatch, zoneQuery } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ZoneService } from './zone.service';

@ApiTags('Zones')
@Controller('zones')
export class ZonesController extends resourceController({
  service: ZoneService,
  subject: 'Zone',
  plural: 'zones',
  query: zoneQuery,
  view: zone,
  draft: newZone,
  patch: zonePatch,
}) {}
