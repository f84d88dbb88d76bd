import { z } from 'zod';
import { idSchema } from './common';
import { lonLatSchema } from './geometry';

export const searchQuery = z.strictObject({
  q: z.string().trim().min(1).max(100).describe('Text to find in codes and names'),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('Most results'),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const searchHit = z
  .object({
    kind: z.enum(['sensor', 'asset', 'municipality', 'device', 'zone']),
    id: idSchema,
    municipalityId: idSchema,
    code: z.string().nullable(),
    name: z.string(),
    detail: z.string().nullable().describe('Class of an asset, quantity of a sensor, protocol of a device'),
    location: lonLatSchema.nullable(),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHit>;

export const searchHits = z.object({ data: z.array(searchHit) }).meta({ id: 'SearchHits' });
export type SearchHits = z.infer<typeof searchHits>;
