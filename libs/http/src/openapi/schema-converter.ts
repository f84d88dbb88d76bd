import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** What the document builder wants of a schema: the schema itself (or a reference) and the components it names. */
interface Converted {
  schema: JsonSchema;
  components: Record<string, JsonSchema>;
}

/**
 * Turns zod schemas into JSON Schema 2020-12, which OpenAPI 3.1 is built on. A schema with `.meta({ id })` becomes a
 * component of that name. Where input and output of one schema differ (defaults), the output form is `<id>Output`.
 */
export function convertSchema(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): Converted | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { root, definitions } = convert(schema, schemaType);
  const names = new Map<string, string>();
  if (schemaType === 'output') {
    const given = convert(schema, 'input').definitions;
    for (const [id, definition] of Object.entries(definitions)) {
      if (sameForm(definition, given[id])) definitions[id] = given[id] ?? definition;
      else names.set(id, `${id}Output`);
    }
  }
  const components = Object.fromEntries(
    Object.entries(definitions).map(([id, definition]) => [
      names.get(id) ?? id,
      rename(definition, names) as JsonSchema,
    ]),
  );
  return { schema: rename(root, names) as JsonSchema, components };
}

function convert(
  schema: z.ZodType,
  io: 'input' | 'output',
): { root: JsonSchema; definitions: Record<string, JsonSchema> } {
  const { $schema: _dialect, $defs, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
  const definitions: Record<string, JsonSchema> = {};
  for (const [id, definition] of Object.entries(($defs as Record<string, JsonSchema> | undefined) ?? {})) {
    const { id: _id, ...rest } = definition;
    definitions[id] = rest;
  }
  if (typeof root['id'] !== 'string') return { root, definitions };
  const { id, ...rest } = root;
  definitions[id as string] = rest;
  return { root: { $ref: `#/components/schemas/${id as string}` }, definitions };
}

/** Equal but for `additionalProperties`, which only an output form states for schemas that are not strict. */
function sameForm(left: JsonSchema, right: JsonSchema | undefined): boolean {
  const text = (form: JsonSchema | undefined) =>
    JSON.stringify(form, (key, value: unknown) =>
      key === 'additionalProperties' && value === false ? undefined : value,
    );
  return text(left) === text(right);
}

function rename(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key !== '$ref' || typeof item !== 'string') return [key, rename(item, names)];
      const id = item.slice(item.lastIndexOf('/') + 1);
      return [key, `#/components/schemas/${names.get(id) ?? id}`];
    }),
  );
}
