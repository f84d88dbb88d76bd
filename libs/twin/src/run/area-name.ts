import { type AreaPlace, inWords } from '../core/findings';
import type { MeteredArea } from '../core/metered-areas';
import type { LinkRow } from '../store/link-rows';
import type { TwinNetwork } from '../store/twin-record';
import { zoneOf } from './run-store';

/** What an area is known by: its zone, or the asset of its first meter, behind which it lies. */
export function areaPlace(area: MeteredArea, rows: readonly LinkRow[], { assets }: TwinNetwork): AreaPlace {
  const zone = zoneOf(area, rows)?.zoneName;
  if (zone !== undefined && zone !== null) return { name: zone, isZone: true };
  const id = area.key.replace(/^-/, '');
  const name = assets.find(({ kind, elementId }) => kind === 'link' && elementId === id)?.name ?? id;
  return { name, isZone: false };
}

/** What people call an area. */
export function areaName(area: MeteredArea, rows: readonly LinkRow[], source: TwinNetwork): string {
  return inWords(areaPlace(area, rows, source));
}
