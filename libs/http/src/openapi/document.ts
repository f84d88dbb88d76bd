import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { addDescribedRoutes } from './described-routes';
import { completeOperations } from './operations';
import { convertSchema } from './schema-converter';

/** Version of the API contract, as in its path. */
export const API_VERSION = '1.0.0';

/** The OpenAPI 3.1 document of everything that the application answers. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Hydrant API')
    .setDescription('Monitoring of national water infrastructure. Every address, form and failure is described here.')
    .setVersion(API_VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'Access token of a user, or an API key' }, 'bearer')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: '`<deviceId>.<token>` of a device' }, 'device')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    standardSchemaConverter: convertSchema,
    operationIdFactory: (controller, method) => operationId(controller, method),
  });
  return completeOperations(addDescribedRoutes(document, app.getHttpAdapter().getInstance()));
}

/** `AlertsController`, `acknowledge` become `alertsAcknowledge`: stable, unique names for generated clients. */
function operationId(controller: string, method: string): string {
  const stem = controller.replace(/Controller$/, '');
  return `${stem.slice(0, 1).toLowerCase()}${stem.slice(1)}${method.slice(0, 1).toUpperCase()}${method.slice(1)}`;
}

/** Swagger UI at `/docs`, with its files from this server, and the document at `/docs/openapi.json`. */
export function serveDocuments(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Hydrant API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true, tagsSorter: 'alpha' },
  });
}
