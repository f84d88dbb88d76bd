import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { convertSchema } from './schema-converter';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Problems that operations may answer: their name among the components, and what they mean. */
const problemResponses = {
  400: { name: 'BadRequest', description: 'The request cannot be read' },
  401: { name: 'Unauthenticated', description: 'No valid credential' },
  403: { name: 'Forbidden', description: 'Not allowed' },
  404: { name: 'NotFound', description: 'Not found, or not visible to the caller' },
  409: { name: 'Conflict', description: 'Conflicts with the present state' },
  412: { name: 'Stale', description: 'The object has changed since' },
  413: { name: 'TooLarge', description: 'The body is too large' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not of a supported type' },
  422: { name: 'Invalid', description: 'The input does not fit its schema' },
  428: { name: 'VersionRequired', description: 'If-Match is missing' },
  429: { name: 'TooManyRequests', description: 'Too many requests; Retry-After says when to come again' },
  500: { name: 'ServerError', description: 'A fault of the server' },
  503: { name: 'Unavailable', description: 'Temporarily unavailable' },
} as const;
type ProblemStatus = keyof typeof problemResponses;

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
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...converted?.components },
    responses: Object.fromEntries(
      Object.values(problemResponses).map(({ name, description }) => [name, { description, content }]),
    ),
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
  const repeatable = !('x-never-repeated' in operation);
  if (method === 'post' && repeatable && path.startsWith('/api/')) (operation.parameters ??= []).push(idempotencyKey);
  for (const status of problemsOf(operation, path, method)) {
    operation.responses[status] ??= { $ref: `#/components/responses/${problemResponses[status].name}` };
  }
}

function problemsOf(operation: Operation, path: string, method: string): ProblemStatus[] {
  const signedIn = operation.security === undefined || operation.security.length > 0;
  const headers = (operation.parameters ?? []).flatMap((item) =>
    'name' in item && item.in === 'header' ? [item.name] : [],
  );
  const writes = method !== 'get';
  const asksVersion = headers.includes('If-Match');
  const hasBody = operation.requestBody !== undefined;
  const applies: Record<ProblemStatus, boolean> = {
    400: true,
    401: signedIn,
    403: signedIn,
    404: path.includes('{'),
    409: writes,
    412: asksVersion,
    413: hasBody,
    415: hasBody,
    422: writes || (operation.parameters ?? []).length > 0,
    428: asksVersion,
    429: path.startsWith('/api/'),
    500: true,
    503: true,
  };
  return (Object.keys(applies).map(Number) as ProblemStatus[]).filter((status) => applies[status]);
}
