/**
 * Writes items of a parsed body as they are kept in quarantine. Numbers that overflowed when they were read are written
 * so that they overflow again: JSON has no word for them.
 */
export function itemText(body: unknown): (index: number) => Uint8Array {
  return (index) => {
    const item: unknown = index >= 0 && Array.isArray(body) ? body[index] : body;
    return Buffer.from(write(item));
  };
}

function write(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${write(member)}`);
  return `{${members.join(',')}}`;
}
