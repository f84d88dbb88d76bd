import type { SiteModel } from './site-model';

/** A stored model or memory cannot be used: learn anew. */
export class SiteModelError extends Error {
  constructor(reason: string) {
    super(`the stored site model cannot be used: ${reason}`);
    this.name = 'SiteModelError';
  }
}

/** A model as a plain object for JSON: its numbers are kept bit by bit, as base64 of little-endian 64-bit floats. */
export function siteModelToJson(model: SiteModel): Record<string, unknown> {
  const parts = Object.entries(model.parts).map(([name, values]) => [
    name,
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  ]);
  return { ...model, names: [...model.names], parts: Object.fromEntries(parts) as Record<string, string> };
}

/** The model that {@link siteModelToJson} wrote. @throws SiteModelError when something is missing */
export function siteModelFromJson(json: unknown): SiteModel {
  if (typeof json !== 'object' || json === null) throw new SiteModelError('it is no object');
  const { version, names, stepMs, utcOffsetMs, rows, fromMs, toMs, parts } = json as Record<string, unknown>;
  const numbers = [version, stepMs, utcOffsetMs, rows, fromMs, toMs];
  if (!numbers.every((value) => typeof value === 'number')) throw new SiteModelError('a number is missing');
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    throw new SiteModelError('the names are missing');
  if (typeof parts !== 'object' || parts === null) throw new SiteModelError('its parts are missing');
  const read = Object.entries(parts as Record<string, unknown>).map(([name, text]): [string, Float64Array] => {
    if (typeof text !== 'string') throw new SiteModelError(`the part ${name} is no text`);
    const bytes = Buffer.from(text, 'base64');
    return [name, new Float64Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.length / 8))];
  });
  return {
    version: version as number,
    names: names as string[],
    stepMs: stepMs as number,
    utcOffsetMs: utcOffsetMs as number,
    rows: rows as number,
    fromMs: fromMs as number,
    toMs: toMs as number,
    parts: Object.fromEntries(read),
  };
}
