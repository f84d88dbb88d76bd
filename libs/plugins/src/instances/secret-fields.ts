type Schema = Readonly<Record<string, unknown>>;

/** Top-level fields of a configuration that are secrets, or hold some, by its JSON Schema. */
export function secretFields(schema: Schema): Set<string> {
  const found = new Set<string>();
  for (const variant of variantsOf(schema, schema, new Set())) {
    for (const [name, property] of Object.entries(asObject(variant['properties']))) {
      if (holdsSecret(property, schema, new Set())) found.add(name);
    }
  }
  return found;
}

/** All texts in a value, however deep: of a field that holds secrets anything may be one. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The schema with all that it is made of. @param seen - schemas can hold themselves */
function variantsOf(schema: Schema, root: Schema, seen: Set<unknown>): Schema[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const variants: unknown = schema[key];
    return Array.isArray(variants) ? variants.map(asObject) : [];
  });
  const named = referred(schema, root);
  return [schema, ...[...parts, ...named].flatMap((each) => variantsOf(each, root, seen))];
}

function holdsSecret(value: unknown, root: Schema, seen: Set<unknown>): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  const schema = asObject(value);
  return (
    schema['writeOnly'] === true ||
    [...Object.values(schema), ...referred(schema, root)].some((each) => holdsSecret(each, root, seen))
  );
}

/** The schema that `$ref` names: `#`, or a JSON pointer in the same document. */
function referred({ $ref: reference }: Schema, root: Schema): Schema[] {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return [];
  const steps = reference.split('/').slice(1);
  const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return [names.reduce<Schema>((at, name) => asObject(at[name]), root)];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
