import type { MeteredArea } from '../core/metered-areas';
import type { LinkRow } from '../store/link-rows';
import type { TwinNetwork } from '../store/twin-record';
import { zoneOf } from './run-store';

/** What people call an area: its zone, or the asset of its first meter. */
export function areaName(area: MeteredArea, rows: readonly LinkRow[], { assets }: TwinNetwork): string {
  const zone = zoneOf(area, rows)?.zoneName;
  if (zone !== undefined && zone !== null) return zone;
  const id = area.key.replace(/^-/, '');
  return `the part behind ${assets.find(({ kind, elementId }) => kind === 'link' && elementId === id)?.name ?? id}`;
}
