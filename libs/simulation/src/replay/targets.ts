import { ApiClient, mapLimit } from '../client/api-client';
import type { DeviceIdentity } from '../client/device-link';
import { ReplayError } from './csv';
import { usualIntervalS, type Series } from './series';

/** Where a series goes. */
export interface Target {
  /** Sent as `sensor_id`. */
  readonly sensor: string;
  readonly device: DeviceIdentity;
}

/** An entry of a map file: a sensor's code or id alone, or with the device that sends it. */
export type MapEntry = string | { readonly sensor: string; readonly deviceId?: string; readonly token?: string };

/** How sensors are found or made. */
export interface TargetSettings {
  readonly api: ApiClient | null;
  /** Code of the municipality; needed to make sensors, and to find them by code. */
  readonly municipality: string | null;
  /** Entry by series name. */
  readonly map: Readonly<Record<string, MapEntry>>;
  /** Make what is missing. */
  readonly create: boolean;
  /** Put before a series' name to make a sensor's code. */
  readonly prefix: string;
  readonly quantity: string;
  readonly unit: string;
  readonly via: (index: number) => 'mqtt' | 'http';
}

interface Found {
  readonly id: string;
  readonly code: string;
  readonly deviceId: string | null;
}

interface WithCredential {
  readonly credential: { readonly deviceId: string; readonly token: string };
}

/** Sensor and device of every series. A device whose token is not given gets a new one, so its old token ends. @throws {ReplayError} */
export async function findTargets(series: readonly Series[], settings: TargetSettings): Promise<Target[]> {
  const municipalityId = settings.api ? await findMunicipality(settings.api, settings) : null;
  return mapLimit(series, 4, async (one, index) => {
    const entry = settings.map[one.name];
    if (typeof entry === 'object' && entry.deviceId !== undefined && entry.token !== undefined) {
      return { sensor: entry.sensor, device: { id: entry.deviceId, token: entry.token } };
    }
    const code = sensorCode(typeof entry === 'string' ? entry : entry?.sensor, settings.prefix + one.name);
    if (!settings.api)
      throw new ReplayError(`For '${one.name}' the map names no device and token; give --api-key, or both in the map.`);
    const sensor = await findSensor(settings.api, code, municipalityId);
    if (sensor) return { sensor: sensor.code, device: await credentialOf(settings.api, sensor) };
    if (!settings.create)
      throw new ReplayError(
        `There is no sensor '${code}' for '${one.name}'. Name it in the map, or let it be made with --create.`,
      );
    if (municipalityId === null)
      throw new ReplayError('To make sensors, name their municipality with --municipality CODE.');
    return createTarget(settings.api, one, code, municipalityId, index, settings);
  });
}

/** A code that the platform takes, from a name that it may not. */
function sensorCode(given: string | undefined, name: string): string {
  return given ?? name.replace(/[^A-Za-z0-9_.:/-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '');
}

async function findMunicipality(api: ApiClient, { municipality }: TargetSettings): Promise<string | null> {
  if (municipality === null) return null;
  const [found] = await api.list<Found>('/municipalities', `code=${encodeURIComponent(municipality)}`);
  if (!found) throw new ReplayError(`There is no municipality with the code '${municipality}'.`);
  return found.id;
}

async function findSensor(api: ApiClient, code: string, municipalityId: string | null): Promise<Found | null> {
  const byId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(code);
  const where = municipalityId === null ? '' : `&municipalityId=${municipalityId}`;
  const found = await api.list<Found>('/sensors', `${byId ? 'id' : 'code'}=${encodeURIComponent(code)}${where}`);
  if (found.length > 1)
    throw new ReplayError(`Several sensors have the code '${code}'; name the municipality with --municipality CODE.`);
  return found[0] ?? null;
}

async function credentialOf(api: ApiClient, { code, deviceId }: Found): Promise<DeviceIdentity> {
  if (deviceId === null) throw new ReplayError(`Sensor '${code}' has no device that could send for it.`);
  const { credential } = await api.post<WithCredential>(`/devices/${deviceId}/rotate-credential`, {});
  return { id: credential.deviceId, token: credential.token };
}

async function createTarget(
  api: ApiClient,
  series: Series,
  code: string,
  municipalityId: string,
  index: number,
  settings: TargetSettings,
): Promise<Target> {
  const device = { municipalityId, name: `Replay of ${code}`, protocol: settings.via(index) };
  const { credential } = await api.post<WithCredential>('/devices', device);
  await api.post('/sensors', {
    municipalityId,
    code,
    name: series.name,
    quantity: settings.quantity,
    displayUnit: settings.unit,
    deviceId: credential.deviceId,
    intervalS: Math.min(2_592_000, usualIntervalS(series) ?? 900),
  });
  return { sensor: code, device: { id: credential.deviceId, token: credential.token } };
}
