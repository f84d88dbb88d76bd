import type { Settings } from '@app/config';
import type { Work } from '@app/database';
import { meteredAreas } from '../core/metered-areas';
import { measuredSlots } from '../run/measured-slots';
import { modelLinks, readLinks } from '../store/link-rows';
import { type TwinRecord, elementKeys, readNetwork } from '../store/twin-record';
import type { SearchGround } from '../suspects/leak-search';

/** A twin with the moments of a stretch, read for a calculation. @param fromMs - first moment, Unix ms, inclusive; @param toMs - last one */
export async function modelState(
  work: Work,
  twin: TwinRecord,
  settings: Settings,
  fromMs: number,
  toMs: number,
): Promise<SearchGround> {
  const source = await readNetwork(work, twin);
  const rows = await readLinks(work, twin.id);
  const links = modelLinks(rows, elementKeys(source));
  const [municipality] = await work.sql<{ time_zone: string }>(
    `select time_zone from municipalities where tenant_id = ?`,
    [twin.tenantId],
  );
  const stepMs = settings.TWIN_INTERVAL_MINUTES * 60_000;
  const [firstMs, lastMs] = [Math.ceil(fromMs / stepMs) * stepMs, Math.floor(toMs / stepMs) * stepMs];
  const zone = municipality?.time_zone ?? 'UTC';
  const slots = await measuredSlots(work, twin.tenantId, rows, zone, { firstMs, lastMs, stepMs });
  return { twin, source, rows, links, areas: meteredAreas(source.network, links), memory: twin.memory, slots };
}
