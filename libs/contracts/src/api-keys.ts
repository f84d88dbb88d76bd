import { z } from 'zod';
import { idSchema, listQuery, oneOf } from './common';

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopeId: z.uuid().nullable().describe('Reach: a region or municipality and below; null for the nation'),
    role: z.string().describe('Code of the role whose rights it has'),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute'),
    revokedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

const name = z.string().trim().min(1).max(100);

export const ApiKeyCreate = z
  .strictObject({
    name,
    role: z.string().max(40).describe('Code of a role; you can give only what you hold yourself'),
    expiresAt: z.iso.datetime({ offset: true }).optional().describe('At most 366 days ahead; 90 days when left out'),
    scopeId: z.uuid().optional().describe('Region or municipality that it is limited to; your own home when left out'),
  })
  .meta({ id: 'ApiKeyCreate' });
export type ApiKeyCreate = z.infer<typeof ApiKeyCreate>;

export const ApiKeyUpdate = z.strictObject({ name }).partial().meta({ id: 'ApiKeyUpdate' });
export type ApiKeyUpdate = z.infer<typeof ApiKeyUpdate>;

export const CreatedApiKey = ApiKey.extend({
  secret: z.string().describe('Bearer token of the key; shown once'),
}).meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const apiKeyQuery = listQuery(['name', 'role', 'expiresAt', 'lastUsedAt', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  municipalityId: oneOf(idSchema, 'Reach: regions or municipalities, with what lies below'),
  role: oneOf(z.string().max(40), 'Codes of roles'),
});
export type ApiKeyQuery = z.infer<typeof apiKeyQuery>;
