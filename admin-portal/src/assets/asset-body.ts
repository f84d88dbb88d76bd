import type { LonLat } from '../data/types';

/** The body of the call from the form's values: a clicked place becomes the asset's geometry. */
export function assetBody({ point, ...values }: Record<string, unknown>): Record<string, unknown> {
  const at = point as LonLat | null | undefined;
  return at && !values.geometry ? { ...values, geometry: { type: 'Point', coordinates: [at.lon, at.lat] } } : values;
}
