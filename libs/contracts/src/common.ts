import { z } from 'zod';

/** Most items on one page of a list. */
export const MAX_PAGE_SIZE = 1_000;

/** Time as the API shows it: UTC, milliseconds. */
export const timeSchema = z.iso.datetime().describe('ISO 8601, UTC');

/** Id of an object, a UUID. */
export const idSchema = z.uuid().describe('UUID');

/** A short name for machines and people, unique where it says so. */
export const codeSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_.:/+#-]*$/u,
    'must begin with a letter or digit and have only letters, digits and _ . : / + # -',
  )
  .max(64);

/** A name for people. */
export const nameSchema = z.string().trim().min(1).max(200);

/** Fields that every single object carries beside its own. */
export const objectFields = {
  id: idSchema,
  version: z.int().describe('Rises with each change; the ETag'),
  createdAt: timeSchema,
  updatedAt: timeSchema,
};

/** Several values in one query parameter, separated by commas. */
export function oneOf<Item extends z.ZodType<unknown, string>>(item: Item, description: string) {
  return z
    .string()
    .max(4_000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).min(1).max(100))
    .optional()
    .describe(`${description}; several separated by commas`);
}

/** One criterion of an order: a field and its direction. */
export interface SortTerm {
  field: string;
  descending: boolean;
}

/**
 * Query of a list: page, order, search text and the list's own filters. Fields to sort by are an allow-list.
 * @param sorts - API names of sortable fields
 * @param filters - further query parameters
 */
export function listQuery<Filters extends z.ZodRawShape>(sorts: readonly string[], filters: Filters) {
  const sort = z
    .string()
    .max(200)
    .transform((text, context): SortTerm[] => {
      const terms = text
        .split(',')
        .map((term) => ({ field: term.replace(/^-/, ''), descending: term.startsWith('-') }));
      if (terms.every(({ field }) => sorts.includes(field))) return terms;
      context.addIssue({ code: 'custom', message: `can sort by ${sorts.join(', ')}` });
      return z.NEVER;
    });
  return z.strictObject({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Page number, from 1'),
    pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(25).describe('Items on a page'),
    sort: sort.optional().describe(`Fields to sort by, \`-\` for descending: ${sorts.join(', ')}`),
    q: z.string().max(200).optional().describe('Text to search for, anywhere in code or name'),
    ...filters,
  });
}

/** What every list query has, as its schema hands it on. */
export interface ListQuery {
  page: number;
  pageSize: number;
  sort?: SortTerm[] | undefined;
  q?: string | undefined;
}

/** One page of a list. */
export interface Page<Item> {
  data: Item[];
  page: { number: number; size: number; total: number };
}

/** Schema of one page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    page: z.object({
      number: z.int().describe('From 1'),
      size: z.int().describe('Items on a full page'),
      total: z.int().describe('Items on all pages'),
    }),
  });
}
