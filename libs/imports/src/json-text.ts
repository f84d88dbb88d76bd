/** JSON as the database takes it: it has no place for the character 0, which files may hold. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '\\ufffd');
}
