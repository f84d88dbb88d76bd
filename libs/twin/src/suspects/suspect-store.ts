import type { LeakSuspect } from '@app/contracts';
import type { Work } from '@app/database';
import { uuidv7 } from '@app/kernel';
import { pgArray } from '@app/resources';
import type { Localisation } from '../core/localise';
import type { ElementAsset, TwinRecord } from '../store/twin-record';

/** What is kept of a suspicion beside the columns of its row. */
export type SuspectFinding = Pick<
  LeakSuspect,
  | 'zoneId'
  | 'zoneName'
  | 'sizeM3h'
  | 'sizeLowM3h'
  | 'sizeHighM3h'
  | 'pipes'
  | 'areaShare'
  | 'areaLengthM'
  | 'consideredLengthM'
  | 'statement'
  | 'endedAt'
>;

/** A loss of water in an area, to be told. */
export interface FoundLoss {
  readonly origin: LeakSuspect['origin'];
  readonly areaKey: string;
  readonly areaName: string;
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  /** Unix ms. */
  readonly beganMs: number;
  readonly sizeM3h: number;
  readonly sizeLowM3h: number;
  readonly sizeHighM3h: number;
  /** null: the sensors could not be asked. */
  readonly place: Localisation | null;
}

const MOST_PIPES = 50;
/** The area is drawn so far around its pipes, m. */
const AROUND_M = 25;
/** An area that holds more than this of the pipes says nothing. */
const EVERYWHERE = 0.85;

/**
 * Opens a suspicion, or renews the open one of the area.
 * @returns its id
 */
export async function storeSuspect(
  work: Work,
  twin: TwinRecord,
  assets: readonly ElementAsset[],
  loss: FoundLoss,
): Promise<string> {
  const byPipe = new Map(assets.filter(({ class: kind }) => kind === 'pipe').map((asset) => [asset.elementId, asset]));
  const finding: SuspectFinding = {
    zoneId: loss.zoneId,
    zoneName: loss.zoneName,
    sizeM3h: rounded(loss.sizeM3h),
    sizeLowM3h: rounded(loss.sizeLowM3h),
    sizeHighM3h: rounded(loss.sizeHighM3h),
    pipes: (loss.place?.pipes ?? []).slice(0, MOST_PIPES).map(({ id, probability }) => ({
      assetId: byPipe.get(id)?.assetId ?? null,
      elementId: id,
      name: byPipe.get(id)?.name ?? id,
      probability: rounded(probability),
    })),
    areaShare: rounded(loss.place?.share ?? 0),
    areaLengthM: Math.round(loss.place?.areaLengthM ?? 0),
    consideredLengthM: Math.round(loss.place?.consideredLengthM ?? 0),
    statement: statementOf(loss),
    endedAt: null,
  };
  const ids = (loss.place?.area ?? []).flatMap((id) => byPipe.get(id)?.assetId ?? []);
  const [row] = await work.sql<{ id: string }>(
    `insert into leak_suspects (tenant_id, id, twin_id, area_key, origin, state, finding, area, began_at, found_at)
     values (?, ?, ?, ?, ?, 'open', ?::jsonb,
       (select st_multi(st_union(st_buffer(geometry::geography, ${AROUND_M}, 'quad_segs=4')::geometry)) from assets
        where tenant_id = ? and id = any (?::uuid[])), to_timestamp(?), now())
     on conflict (tenant_id, twin_id, area_key) where state = 'open'
     do update set finding = excluded.finding, area = excluded.area, began_at = excluded.began_at,
       version = leak_suspects.version + 1, updated_at = now()
     returning id`,
    [
      twin.tenantId,
      uuidv7(),
      twin.id,
      loss.areaKey,
      loss.origin,
      JSON.stringify(finding),
      twin.tenantId,
      pgArray(ids),
      loss.beganMs / 1000,
    ],
  );
  return row?.id ?? '';
}

/** Notes that open suspicions of areas which lose no water any more have ended. @param losing - keys of areas that do */
export async function endSuspects(work: Work, twinId: string, losing: readonly string[], at: number): Promise<void> {
  await work.sql(
    `update leak_suspects set finding = finding || jsonb_build_object('endedAt', ?::text), version = version + 1, updated_at = now()
     where twin_id = ? and state = 'open' and origin = 'twin' and finding ->> 'endedAt' is null and not area_key = any (?::text[])`,
    [new Date(at).toISOString(), twinId, pgArray(losing)],
  );
}

/** One paragraph: how much, where, since when, and how sure that is. */
function statementOf({ areaName, sizeM3h, sizeLowM3h, sizeHighM3h, place }: FoundLoss): string {
  const size = `About ${short(sizeM3h)} m³/h (${short(sizeLowM3h)} to ${short(sizeHighM3h)}) are lost in ${areaName}.`;
  if (place === null || place.sensors === 0) return `${size} No pressure sensor has learned enough yet to say where.`;
  const [km, of] = [place.areaLengthM / 1000, place.consideredLengthM / 1000];
  if (km > EVERYWHERE * of)
    return `${size} The pressure sensors there cannot tell where: nearly all of its pipes are possible.`;
  const share = Math.round(place.share * 100);
  return `${size} With ${share} % probability it leaks on ${short(km)} of ${short(of)} km of pipe, as far as the model is right and there is one leak only.`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
