import { z } from 'zod';
import { idSchema, listQuery, oneOf } from './common';

const words = z.union([z.string(), z.array(z.string())]);

export const AccessRuleView = z
  .object({
    action: words,
    subject: words,
    fields: words.optional(),
    conditions: z.record(z.string(), z.unknown()).optional(),
    inverted: z.boolean().optional().describe('Takes a right away'),
  })
  .meta({ id: 'AccessRule', description: 'A right as data (CASL raw rule); later rules win over earlier ones' });
export type AccessRuleView = z.infer<typeof AccessRuleView>;

/** A custom rule as sent: known words and harmless conditions are checked by the access library. */
export const AccessRuleInput = z
  .strictObject({
    action: z.union([z.string().max(40), z.array(z.string().max(40)).min(1).max(20)]),
    subject: z.union([z.string().max(40), z.array(z.string().max(40)).min(1).max(20)]),
    fields: z.array(z.string().max(60)).min(1).max(50).optional(),
    conditions: z.record(z.string().max(60), z.unknown()).optional(),
    inverted: z.boolean().optional(),
  })
  .meta({ id: 'AccessRuleInput' });
export type AccessRuleInput = z.infer<typeof AccessRuleInput>;

export const Role = z
  .object({
    id: z.uuid(),
    scopeId: z
      .uuid()
      .nullable()
      .describe('Where it can be given: a region or municipality and below; null for the nation'),
    code: z.string(),
    name: z.string(),
    description: z.string(),
    builtIn: z.boolean().describe('Only mfaRequired can be changed'),
    rules: z.array(AccessRuleView),
    mfaRequired: z.boolean().describe('Holders must have a second factor'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

const name = z.string().trim().min(1).max(100);
const description = z.string().trim().max(500);
const rules = z.array(AccessRuleInput).max(100);

export const RoleCreate = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][A-Za-z0-9-]{1,39}$/, 'must be 2 to 40 letters, digits or hyphens, first a small letter'),
    name,
    description: description.default(''),
    rules,
    mfaRequired: z.boolean().default(false),
    scopeId: z.uuid().optional().describe('Region or municipality that it belongs to; your own home when left out'),
  })
  .meta({ id: 'RoleCreate' });
export type RoleCreate = z.infer<typeof RoleCreate>;

export const RoleUpdate = z
  .strictObject({ name, description, rules, mfaRequired: z.boolean() })
  .partial()
  .meta({ id: 'RoleUpdate' });
export type RoleUpdate = z.infer<typeof RoleUpdate>;

export const roleQuery = listQuery(['code', 'name', 'createdAt', 'updatedAt'], {
  id: oneOf(idSchema, 'Ids'),
  code: oneOf(z.string().max(40), 'Codes'),
  builtIn: z.stringbool().optional().describe('Only those that come with the platform, or only custom ones'),
});
export type RoleQuery = z.infer<typeof roleQuery>;
