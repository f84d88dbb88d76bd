/** Top-level fields of a configuration that are secrets, or hold some, by its JSON Schema. */
export function secretFields(schema: Readonly<Record<string, unknown>>): Set<string> {
  const found = new Set<string>();
  for (const variant of [schema, ...variantsOf(schema)]) {
    for (const [name, property] of Object.entries(asObject(variant['properties']))) {
      if (holdsSecret(property)) found.add(name);
    }
  }
  return found;
}

/** All texts in a value, however deep: of a field that holds secrets anything may be one. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function variantsOf(schema: Readonly<Record<string, unknown>>): Record<string, unknown>[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const variants = schema[key];
    return Array.isArray(variants) ? variants.map(asObject).flatMap((each) => [each, ...variantsOf(each)]) : [];
  });
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value !== 'object' || value === null) return false;
  return (value as Record<string, unknown>)['writeOnly'] === true || Object.values(value).some(holdsSecret);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
