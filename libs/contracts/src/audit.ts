import { z } from 'zod';

export const AuditRowView = z
  .object({
    id: z.uuid(),
    municipalityId: z
      .uuid()
      .nullable()
      .describe('Public id of the region or municipality of the chain; null for the nation'),
    seq: z.int().describe('Place in the chain of its tenant, from 1 without gaps'),
    at: z.iso.datetime(),
    actor: z.object({
      kind: z.enum(['user', 'apiKey', 'system', 'anonymous']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    action: z.string(),
    objectType: z.string(),
    objectId: z.string().nullable(),
    result: z.enum(['done', 'denied', 'failed']),
    before: z.unknown().describe('The object before, secrets taken out; null when there was none'),
    after: z.unknown().describe('The object after, secrets taken out; null when there is none'),
    reason: z.string().nullable(),
    requestId: z.string().nullable(),
    ip: z.string().nullable(),
    prevHash: z.string().describe('SHA-256 of the row before, hexadecimal'),
    hash: z.string().describe('SHA-256 of this row, hexadecimal'),
  })
  .meta({ id: 'AuditRow' });
export type AuditRowView = z.infer<typeof AuditRowView>;

export const AuditPage = z
  .object({
    data: z.array(AuditRowView),
    page: z.object({ next: z.string().nullable().describe('Cursor of the next page; null at the end') }),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

/** Query of the list; everything narrows. */
export const AuditQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  actor: z.string().max(100).optional().describe('Id or name'),
  action: z.string().max(100).optional(),
  objectType: z.string().max(60).optional(),
  objectId: z.string().max(100).optional(),
  result: z.enum(['done', 'denied', 'failed']).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('Inclusive'),
  to: z.iso.datetime({ offset: true }).optional().describe('Exclusive'),
  municipalityId: z.uuid().optional().describe('Region, municipality or nation whose chain is asked for'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditScopeQuery = z.strictObject({
  municipalityId: z.uuid().optional().describe('One chain; all visible ones when left out'),
});
export type AuditScopeQuery = z.infer<typeof AuditScopeQuery>;

export const AuditChainVerdict = z
  .object({
    tenant: z.uuid(),
    rows: z.int(),
    valid: z.boolean(),
    firstBadSeq: z.int().nullable().describe('The first row that cannot be trusted'),
    fault: z.enum(['altered', 'unlinked', 'missing', 'rewritten', 'forged-seal']).nullable(),
    lastCheckpoint: z
      .object({ seq: z.int(), at: z.iso.datetime(), keyId: z.uuid() })
      .nullable()
      .describe('Rows up to here are sealed by a signature'),
  })
  .meta({ id: 'AuditChainVerdict' });
export type AuditChainVerdict = z.infer<typeof AuditChainVerdict>;

export const AuditVerdict = z
  .object({ valid: z.boolean(), chains: z.array(AuditChainVerdict) })
  .meta({ id: 'AuditVerdict' });
export type AuditVerdict = z.infer<typeof AuditVerdict>;
