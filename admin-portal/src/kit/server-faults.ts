/** Faults that the server found in the items of a list, by item: it names them `/rules/0/conditions`. */
export function serverFaults(error: unknown): Record<number, string> {
  const found: Record<number, string> = {};
  if (typeof error !== 'object' || error === null) return found;
  for (const [index, fault] of Object.entries(error as Record<string, unknown>)) {
    if (!/^\d+$/.test(index)) continue;
    found[Number(index)] = textsIn(fault).join(' ');
  }
  return found;
}

function textsIn(fault: unknown): string[] {
  if (typeof fault === 'string') return [fault];
  if (typeof fault !== 'object' || fault === null) return [];
  return Object.entries(fault).flatMap(([key, value]) => (key === 'type' || key === 'ref' ? [] : textsIn(value)));
}
