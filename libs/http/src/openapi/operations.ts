import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { convertSchema } from './schema-converter';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const idempotencyKey: NonNullable<Operation['parameters']>[number] = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Any text chosen by the caller. The same key with the same request is carried out once.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** The problem document as others see it. */
export const problemSchema = z
  .object({
    type: z.string().describe('Stable address of this kind of problem'),
    title: z.string().describe('Unvarying summary of this kind of problem'),
    status: z.int().describe('HTTP status'),
    detail: z.string().describe('What happened here, and what to do next'),
    instance: z.string().describe('Path of the request'),
    code: z.string().describe('Stable, machine-readable code'),
    requestId: z.string().describe('Id under which the logs know this request'),
    errors: z
      .array(z.object({ pointer: z.string().describe('JSON pointer into the body, or `?name`'), detail: z.string() }))
      .optional()
      .describe('Faults of single fields'),
  })
  .loose()
  .meta({ id: 'Problem' });

/** Adds to every operation the problems it may answer, and takes the sign-in requirement from open ones. */
export function completeOperations(document: OpenAPIObject): OpenAPIObject {
  const converted = convertSchema(problemSchema, { schemaType: 'output' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...converted?.components },
  };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation !== undefined) complete(operation, path, method);
    }
  }
  return document;
}

function complete(operation: Operation, path: string, method: (typeof methods)[number]): void {
  const access = (operation as Operation & { 'x-hydrant-access'?: unknown })['x-hydrant-access'];
  if (access === 'public' && operation.security === undefined) operation.security = [];
  if (method === 'post' && path.startsWith('/api/')) (operation.parameters ??= []).push(idempotencyKey);
  for (const [status, description] of problemsOf(operation, path, method)) {
    operation.responses[status] ??= {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
}

function problemsOf(operation: Operation, path: string, method: string): [string, string][] {
  const signedIn = operation.security === undefined || operation.security.length > 0;
  const headers = (operation.parameters ?? []).flatMap((item) =>
    'name' in item && item.in === 'header' ? [item.name] : [],
  );
  const writes = method !== 'get';
  const limited = path.startsWith('/api/');
  const problems: [string, string, boolean][] = [
    ['400', 'The request cannot be read', true],
    ['401', 'No valid credential', signedIn],
    ['403', 'Not allowed', signedIn],
    ['404', 'Not found, or not visible to the caller', path.includes('{')],
    ['409', 'Conflicts with the present state', writes],
    ['412', 'The object has changed since', headers.includes('If-Match')],
    ['413', 'The body is too large', operation.requestBody !== undefined],
    ['415', 'The body is not of a supported type', operation.requestBody !== undefined],
    ['422', 'The input does not fit its schema', writes || (operation.parameters ?? []).length > 0],
    ['428', 'If-Match is missing', headers.includes('If-Match')],
    ['429', 'Too many requests', limited],
    ['500', 'A fault of the server', true],
    ['503', 'Temporarily unavailable', true],
  ];
  return problems.filter(([, , applies]) => applies).map(([status, description]) => [status, description]);
}
