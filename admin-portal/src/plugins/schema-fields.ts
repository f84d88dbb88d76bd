/** A field of a plugin's configuration, as a form shows it. */
export interface ConfigField {
  name: string;
  /** From the schema, or the name in words. */
  label: string;
  help: string;
  kind: 'text' | 'number' | 'boolean' | 'choice' | 'json';
  /** Stored encrypted and never shown again. */
  secret: boolean;
  required: boolean;
  /** What counts when it is left empty; undefined: nothing does. */
  fallback: unknown;
  choices: string[];
}

type Schema = Readonly<Record<string, unknown>>;

/** The fields of a JSON Schema of an object; those of its variants are shown together. */
export function fieldsOf(schema: Schema): ConfigField[] {
  const variants = variantsOf(schema);
  const parts = [schema, ...variants];
  const names = [...new Set(parts.flatMap((part) => Object.keys(asSchema(part['properties']))))];
  return names.map((name) => {
    const given = parts.flatMap((part) => {
      const property = asSchema(part['properties'])[name];
      return property === undefined ? [] : [asSchema(property)];
    });
    const needs = (part: Schema): boolean => Array.isArray(part['required']) && part['required'].includes(name);
    const required = needs(schema) || (variants.length > 0 && variants.every(needs));
    return fieldOf(name, given, required);
  });
}

/** What a form holds at first: values as texts, booleans as they are. */
export function draftOf(fields: readonly ConfigField[], config: Readonly<Record<string, unknown>>): Draft {
  return Object.fromEntries(
    fields.map(({ name, kind, secret, fallback }) => {
      const value = secret ? undefined : config[name];
      if (kind === 'boolean') return [name, typeof value === 'boolean' ? value : fallback === true];
      if (value === undefined || value === null) return [name, ''];
      return [name, textOf(value)];
    }),
  );
}

export type Draft = Record<string, string | boolean>;

/** The body of a filled form. Fields left empty are left out; `faults` names those whose JSON cannot be read. */
export function bodyOf(
  fields: readonly ConfigField[],
  draft: Draft,
): { config: Record<string, unknown>; secrets: Record<string, unknown>; faults: Record<string, string> } {
  const config: Record<string, unknown> = {};
  const secrets: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const { name, kind, secret, fallback } of fields) {
    const value = draft[name];
    if (value === undefined || value === '') continue;
    if (kind === 'boolean' && value === (fallback === true)) continue;
    const target = secret ? secrets : config;
    if (kind === 'json') {
      try {
        target[name] = JSON.parse(String(value)) as unknown;
      } catch {
        faults[name] = 'plugins.no_json';
      }
    } else if (kind === 'number') {
      const number = Number(value);
      if (Number.isFinite(number)) target[name] = number;
      else faults[name] = 'plugins.no_number';
    } else target[name] = value;
  }
  return { config, secrets, faults };
}

/** A value as a form shows it. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** `maxClientsPerMinute` as "Max clients per minute". */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function fieldOf(name: string, given: readonly Schema[], required: boolean): ConfigField {
  const [first = {}] = given;
  const text = (key: string): string => {
    const found = given.map((schema) => schema[key]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : '';
  };
  const choices = [...new Set(given.flatMap(choicesOf))];
  const secret = given.some(holdsSecret);
  return {
    name,
    label: text('title') || inWords(name),
    help: text('description'),
    kind: kindOf(first, choices),
    secret,
    required,
    fallback: given.map((schema) => schema['default']).find((value) => value !== undefined),
    choices,
  };
}

function kindOf(schema: Schema, choices: readonly string[]): ConfigField['kind'] {
  if (choices.length > 0) return 'choice';
  const inner = variantsOf(schema).find((variant) => variant['type'] !== 'null');
  const type = schema['type'] ?? inner?.['type'];
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'boolean';
  return type === 'string' ? 'text' : 'json';
}

function choicesOf(schema: Schema): string[] {
  const { const: only, enum: several } = schema as { const?: unknown; enum?: unknown };
  const values = only === undefined ? (Array.isArray(several) ? several : []) : [only];
  return values.every((value) => typeof value === 'string') ? (values as string[]) : [];
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (typeof value !== 'object' || value === null) return false;
  return (value as Schema)['writeOnly'] === true || Object.values(value).some(holdsSecret);
}

function variantsOf(schema: Schema): Schema[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((key) => {
    const variants = schema[key];
    return Array.isArray(variants) ? variants.map(asSchema) : [];
  });
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}
