import { municipality, municipalityPatch, municipalityQuery, newMunicipality } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MunicipalityService } from './municipality.service';

@ApiTags('Municipalities')
@Controller('municipalities')
export class MunicipalitiesController extends resourceController({
  service: MunicipalityService,
  subject: 'Municipality',
  plural: 'municipalities',
  query: municipalityQuery,
  view: municipality,
  draft: newMunicipality,
  patch: municipalityPatch,
}) {}
