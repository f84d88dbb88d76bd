import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { convertSchema } from './schema-converter';

/** An operation that no controller declares, as the API documents show it. */
export interface DescribedRoute {
  path: string;
  summary: string;
  tag: string;
  /** Body of the request. */
  body: z.ZodType;
  /** Body of the answer with status 200. */
  result: z.ZodType;
}

const described = new WeakMap<object, DescribedRoute[]>();

/** Puts a POST operation that was added to the server itself into its API documents. A device's credential opens it. */
export function describeRoute(server: FastifyInstance, route: DescribedRoute): void {
  const known = described.get(server) ?? [];
  described.set(server, [...known.filter(({ path }) => path !== route.path), route]);
}

/** Adds what {@link describeRoute} was told of this server. */
export function addDescribedRoutes(document: OpenAPIObject, server: object): OpenAPIObject {
  for (const { path, summary, tag, body, result } of described.get(server) ?? []) {
    const sent = convertSchema(body, { schemaType: 'input' });
    const answered = convertSchema(result, { schemaType: 'output' });
    const content = (schema: unknown) => ({ 'application/json': { schema: schema as Record<string, never> } });
    document.components = {
      ...document.components,
      schemas: { ...document.components?.schemas, ...sent?.components, ...answered?.components },
    };
    document.paths[path] = {
      post: {
        operationId: `${tag.toLowerCase()}Post`,
        summary,
        tags: [tag],
        security: [{ device: [] }],
        requestBody: { required: true, content: content(sent?.schema) },
        responses: { '200': { description: 'Done', content: content(answered?.schema) } },
      },
    };
  }
  return document;
}
