import path from 'node:path';
import { readSettings } from '@app/config';
import { createHttpApplication, openApiDocument } from '@app/http';
import { composeProcess } from '@app/process';
import openapiTS, { type OpenAPI3, astToString } from 'openapi-typescript';
import { apiRole } from '../../apps/api/src/api.role';
import { ingestRole } from '../../apps/ingest/src/ingest.role';

/** The committed file, seen from the root of the repository. */
export const SCHEMA_FILE = path.join('libs', 'api-client', 'src', 'generated', 'schema.d.ts');

const HEADER = `/**
 * Types of the HTTP API, made from its OpenAPI document by \`npm run api-client\`. Not to be edited.
 */
`;

/**
 * The types of the API as TypeScript source. The application is composed and never started, so neither a database nor
 * any other server is needed.
 */
export async function generateSchema(): Promise<string> {
  const settings = readSettings({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    HYDRANT_SECRET_KEY: Buffer.alloc(32, 'documents only ').toString('base64'),
    LOG_LEVEL: 'silent',
  });
  const app = await createHttpApplication(composeProcess([apiRole, ingestRole])(settings), settings, { portal: null });
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(app)));
  const nodes = await openapiTS(document as OpenAPI3, { defaultNonNullable: false, alphabetize: true });
  return HEADER + astToString(nodes);
}
