import { z } from 'zod';
import { idSchema, listQuery, oneOf } from './common';

export const User = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    scopeId: z.uuid().nullable().describe('Home: a region or municipality; null for the nation'),
    status: z.enum(['active', 'disabled']),
    email: z
      .string()
      .nullable()
      .optional()
      .describe('This and the following are left out where your roles show names only'),
    roles: z.array(z.string()).optional().describe('Codes of the roles held'),
    locale: z.string().optional(),
    lastLoginAt: z.iso.datetime().nullable().optional(),
    mfaEnabled: z.boolean().optional(),
    mustChangePassword: z.boolean().optional(),
    createdAt: z.iso.datetime().optional(),
    updatedAt: z.iso.datetime().optional(),
    version: z.int(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

const displayName = z.string().trim().min(1).max(200);
const email = z.email().max(254).nullable();
const roles = z.array(z.string().max(40)).max(20).describe('Codes of roles; you can give only what you hold yourself');
const locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language such as en or pt-BR');

export const UserCreate = z
  .strictObject({
    username: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@-]{1,99}$/, 'must be 2 to 100 letters, digits or . _ @ -'),
    displayName,
    email: email.default(null),
    roles: roles.default([]),
    locale: locale.default('en'),
    scopeId: z.uuid().optional().describe('Home: a region or municipality; your own home when left out'),
  })
  .meta({ id: 'UserCreate' });
export type UserCreate = z.infer<typeof UserCreate>;

export const UserUpdate = z
  .strictObject({ displayName, email, roles, locale, status: z.enum(['active', 'disabled']) })
  .partial()
  .meta({ id: 'UserUpdate' });
export type UserUpdate = z.infer<typeof UserUpdate>;

const oneTimePassword = z.string().describe('Shown once; must be changed at the first sign-in');

export const CreatedUser = User.extend({ oneTimePassword }).meta({ id: 'CreatedUser' });
export type CreatedUser = z.infer<typeof CreatedUser>;

export const OneTimePassword = z.object({ oneTimePassword }).meta({ id: 'OneTimePassword' });
export type OneTimePassword = z.infer<typeof OneTimePassword>;

export const userQuery = listQuery(
  ['username', 'displayName', 'email', 'status', 'lastLoginAt', 'createdAt', 'updatedAt'],
  {
    id: oneOf(idSchema, 'Ids'),
    municipalityId: oneOf(idSchema, 'Homes: regions or municipalities, with what lies below'),
    status: oneOf(z.enum(['active', 'disabled']), 'States'),
    role: z.string().max(40).optional().describe('Code of a role held'),
  },
);
export type UserQuery = z.infer<typeof userQuery>;
