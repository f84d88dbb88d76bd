import { asset, assetPatch, assetQuery, newAsset } from '@app/contracts';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AssetService } from './asset.service';

@ApiTags('Assets')
@Controller('assets')
export class AssetsController extends resourceController({
  service: AssetService,
  subject: 'Asset',
  plural: 'assets',
  query: assetQuery,
  view: asset,
  draft: newAsset,
  patch: assetPatch,
}) {}
