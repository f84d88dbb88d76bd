import { ApiKey, ApiKeyCreate, ApiKeyUpdate, CreatedApiKey, apiKeyQuery } from '@app/contracts';
import { OneTimeSecret } from '@app/http';
import { resourceController } from '@app/resources';
import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeyService } from './api-key.service';

@ApiTags('Users')
@Controller('api-keys')
export class ApiKeysController extends resourceController({
  service: ApiKeyService,
  subject: 'ApiKey',
  plural: 'API keys',
  query: apiKeyQuery,
  view: ApiKey,
  draft: ApiKeyCreate,
  patch: ApiKeyUpdate,
  created: CreatedApiKey,
  onCreate: OneTimeSecret(),
}) {}
