import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { ApiClient } from '@app/simulation';
import { ADMIN_PASSWORD, type OwnPlatform } from './own-platform';
import type { NetworkFile, Recording } from './replay-recordings';

const CAUGHT_UP_MS = 600_000;

interface Identified {
  readonly id: string;
}

/** What an import of a network did. */
export interface ImportFigures {
  readonly network: string;
  /** Assets made. */
  readonly assets: number;
  readonly byClass: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly warnings: number;
}

/** Signs in as the first administrator and makes a key that lasts. */
export async function openApi(own: OwnPlatform, signal: AbortSignal): Promise<{ api: ApiClient; key: string }> {
  const answer = await fetch(`${own.httpUrl}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
    signal,
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
  const { accessToken } = (await answer.json()) as { accessToken: string };
  const admin = new ApiClient({ server: own.httpUrl, token: accessToken, signal });
  const { secret } = await admin.post<{ secret: string }>('/api-keys', { name: 'Replay', role: 'nationalAdmin' });
  return { api: new ApiClient({ server: own.httpUrl, token: secret, signal }), key: secret };
}

/** @returns ids of municipalities by code */
export async function makeMunicipalities(
  api: ApiClient,
  wanted: readonly Recording['municipality'][],
): Promise<Map<string, string>> {
  const region = await api.post<Identified>('/regions', { code: 'REC', name: 'Recorded places' });
  const ids = new Map<string, string>();
  for (const municipality of wanted) {
    ids.set(
      municipality.code,
      (await api.post<Identified>('/municipalities', { ...municipality, regionId: region.id })).id,
    );
  }
  return ids;
}

/** Makes the network of a file assets of a municipality, over the API. */
export async function importNetwork(
  api: ApiClient,
  folder: string,
  network: NetworkFile,
  municipalityId: string,
): Promise<ImportFigures> {
  const bytes = readFileSync(path.join(folder, network.file));
  const inp = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
  const { metresPerUnit, zoneName } = network;
  const placement = { anchor: network.municipality.center, metresPerUnit };
  const began = performance.now();
  const answer = await api.post<{ assets: Record<string, number>; warnings: string[] }>(
    `/municipalities/${municipalityId}/network-import`,
    { inp, placement, zoneName },
  );
  const seconds = Math.round(performance.now() - began) / 1000;
  const assets = Object.values(answer.assets).reduce((total, count) => total + count, 0);
  const name = path.basename(network.file);
  return { network: name, assets, byClass: answer.assets, seconds, warnings: answer.warnings.length };
}

/** A flow meter with its device on each of these pipes and pumps, in the middle of it. */
export async function makeMeters(
  api: ApiClient,
  { municipality, stepS, unit }: Recording,
  municipalityId: string,
  codes: readonly string[],
): Promise<void> {
  for (const [index, code] of codes.entries()) {
    const [asset] = await api.list<
      Identified & { name: string; zoneId: string | null; geometry: { coordinates: unknown } }
    >('/assets', `municipalityId=${municipalityId}&code=${encodeURIComponent(code)}`);
    if (asset === undefined) throw new Error(`The network of ${municipality.name} has no ${code}`);
    const location = middleOf(asset.geometry.coordinates);
    const device = { municipalityId, name: `Logger at ${code}`, protocol: index % 2 === 0 ? 'mqtt' : 'http', location };
    const { id: deviceId } = await api.post<Identified>('/devices', device);
    const { id: assetId, zoneId } = asset;
    const sensor = {
      municipalityId,
      code,
      name: `Flow at ${code}`,
      quantity: 'flow',
      displayUnit: unit,
      intervalS: stepS,
    };
    await api.post('/sensors', { ...sensor, deviceId, assetId, zoneId, location });
  }
}

/** The middle of a line by its positions; a point itself. */
function middleOf(coordinates: unknown): { lon: number; lat: number } {
  const line = (Array.isArray((coordinates as unknown[])[0]) ? coordinates : [coordinates]) as [number, number][];
  const last = line.length - 1;
  const [left, right] = [line[Math.floor(last / 2)], line[Math.ceil(last / 2)]] as [[number, number], [number, number]];
  return { lon: (left[0] + right[0]) / 2, lat: (left[1] + right[1]) / 2 };
}

/** Waits until detection has judged everything that is stored. @throws when that takes more than ten minutes */
export async function detectionCaughtUp(own: OwnPlatform): Promise<void> {
  const deadline = Date.now() + CAUGHT_UP_MS;
  for (;;) {
    const [row] = await own.sql<{ behind: string }>(
      'select sum(h.head - s.applied_seq) as behind from ingest_heads h join ingest_shards s using (shard)',
    );
    if (Number(row?.behind) === 0) return;
    if (Date.now() > deadline) throw new Error(`Detection is ${row?.behind} batches behind`);
    await delay(250);
  }
}
