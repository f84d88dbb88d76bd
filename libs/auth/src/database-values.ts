/** A jsonb value, whether the driver has parsed it or not. */
export function jsonOf<Value>(value: Value | string): Value {
  return typeof value === 'string' ? (JSON.parse(value) as Value) : value;
}

/** An array literal for `?::text[]`, `?::uuid[]` or `?::int[]`. */
export function arrayLiteral(values: readonly (string | number)[]): string {
  return `{${values.map((value) => `"${String(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}

/** SQL that gives a time column as ISO text in UTC with milliseconds. */
export function isoColumn(column: string, alias: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${alias}`;
}
