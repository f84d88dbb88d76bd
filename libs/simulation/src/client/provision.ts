import { writeInp } from '@app/hydraulics';
import { districtBoundary, type MunicipalityPlan, type NationPlan } from '../generator/nation';
import { limitsFor, type UsualSpan } from '../operation/limits';
import type { DevicePlan, SensorPlan } from '../operation/sensor-plan';
import { type SimulatedProtocol, simulatedProtocols } from '../operation/protocols';
import { ApiError, mapLimit, type ApiClient } from './api-client';
import type { DeviceIdentity } from './device-link';
import { channelsOf, euiOf, phoneOf } from './links/link-device';
import type { StateFile } from './state-file';

/** Requests under way at the same time. */
const parallel = 4;

/** A device as it stands on the platform; one that was there before may speak another protocol than the plan says. */
export interface ProvisionedDevice extends DeviceIdentity {
  readonly protocol: SimulatedProtocol;
}

/** A municipality as it stands on the platform. */
export interface ProvisionedMunicipality {
  readonly id: string;
  /** By device name. */
  readonly devices: ReadonlyMap<string, ProvisionedDevice>;
}

/** What is wanted of one municipality. */
export interface WantedMunicipality {
  readonly plan: MunicipalityPlan;
  readonly devices: readonly DevicePlan[];
  /** Usual span of each sensor by code; asked only when sensors have to be made. */
  readonly usual: () => Promise<ReadonlyMap<string, UsualSpan>>;
}

/** How to provision. */
export interface ProvisionSettings {
  readonly api: ApiClient;
  readonly state: StateFile;
  readonly intervalS: number;
  readonly log: (line: string) => void;
}

interface Coded {
  readonly id: string;
  readonly code: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly municipalityId: string;
}

interface Standing extends Named {
  readonly protocol: string;
}

/**
 * Makes what is missing of the country on the platform: regions, municipalities, networks, zones, devices and sensors. What is
 * there already (by code, devices by name) is left as it is, so it may be interrupted and repeated.
 *
 * @returns in the order of `wanted`
 */
export async function provisionNation(
  nation: NationPlan,
  wanted: readonly WantedMunicipality[],
  settings: ProvisionSettings,
): Promise<ProvisionedMunicipality[]> {
  const { api } = settings;
  const [regions, municipalities, devices] = await Promise.all([
    api.list<Coded>('/regions'),
    api.list<Coded>('/municipalities'),
    api.list<Standing>('/devices'),
  ]);
  const regionIds = new Map(regions.map(({ code, id }) => [code, id]));
  for (const { code, name, boundary } of nation.regions) {
    const wantedRegion = wanted.some(({ plan }) => plan.regionCode === code);
    if (!wantedRegion || regionIds.has(code)) continue;
    const body = { code, name, boundary: boundary.coordinates.length > 0 ? boundary : null };
    regionIds.set(code, (await api.post<Coded>('/regions', body)).id);
  }
  const municipalityIds = new Map(municipalities.map(({ code, id }) => [code, id]));
  let made = 0;
  return mapLimit(wanted, parallel, async (item) => {
    const { plan } = item;
    const knownId = municipalityIds.get(plan.code);
    const municipalityId = knownId ?? (await createMunicipality(api, plan, regionIds.get(plan.regionCode) as string));
    const existing = devices.filter((device) => device.municipalityId === municipalityId);
    const identities = await provisionDevices(item, municipalityId, existing, settings);
    const complete = knownId !== undefined && settings.state.state.complete.includes(plan.code);
    if (!complete) {
      await provisionContents(item, municipalityId, identities, settings);
      settings.state.state.complete = [...new Set([...settings.state.state.complete, plan.code])];
      await settings.state.save();
      made += 1;
      settings.log(
        `${plan.name} stands: ${plan.water.network.junctions.length} junctions, ${item.devices.length} devices (${made}/${wanted.length}).`,
      );
    }
    return { id: municipalityId, devices: identities };
  });
}

async function createMunicipality(api: ApiClient, plan: MunicipalityPlan, regionId: string): Promise<string> {
  const { code, name, population, timeZone, center, boundary } = plan;
  return (await api.post<Coded>('/municipalities', { regionId, code, name, population, timeZone, center, boundary }))
    .id;
}

/** Devices with their tokens; a device whose token is not known any more gets a new one. */
async function provisionDevices(
  item: WantedMunicipality,
  municipalityId: string,
  existing: readonly Standing[],
  { api, state }: ProvisionSettings,
): Promise<Map<string, ProvisionedDevice>> {
  const standing = new Map(existing.map((device) => [device.name, device]));
  const identities = new Map<string, ProvisionedDevice>();
  let changed = false;
  await mapLimit(item.devices, parallel, async ({ name, protocol: planned, location }) => {
    const there = standing.get(name);
    const known = there?.id;
    const protocol = simulatedProtocols.find((each) => each === there?.protocol) ?? planned;
    const token = known === undefined ? undefined : state.state.tokens[known];
    if (known !== undefined && token !== undefined) {
      identities.set(name, { id: known, token, protocol });
      changed = (await giveName(known, protocol, api, state)) || changed;
      return;
    }
    const path = known === undefined ? '/devices' : `/devices/${known}/rotate-credential`;
    const body = known === undefined ? { municipalityId, name, protocol, location } : {};
    const { credential } = await api.post<{ credential: { deviceId: string; token: string } }>(path, body);
    state.state.tokens[credential.deviceId] = credential.token;
    changed = true;
    identities.set(name, { id: credential.deviceId, token: credential.token, protocol });
    await giveName(credential.deviceId, protocol, api, state);
  });
  if (changed) await state.save();
  return identities;
}

/** Devices behind a network server or a provider are known by the name that they have there. @returns whether it was given now */
async function giveName(id: string, protocol: SimulatedProtocol, api: ApiClient, state: StateFile): Promise<boolean> {
  if ((protocol !== 'lorawan' && protocol !== 'sms') || state.state.named.includes(id)) return false;
  const name = protocol === 'sms' ? { kind: 'phone', name: phoneOf(id) } : { kind: 'eui', name: euiOf(id) };
  try {
    await api.post(`/devices/${id}/credentials`, name);
  } catch (error) {
    // It has the name already.
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
  }
  state.state.named.push(id);
  return true;
}

/** Network, treatment works, zones and sensors. */
async function provisionContents(
  item: WantedMunicipality,
  municipalityId: string,
  identities: ReadonlyMap<string, ProvisionedDevice>,
  settings: ProvisionSettings,
): Promise<void> {
  const { plan, devices } = item;
  const { api } = settings;
  const inMunicipality = `municipalityId=${municipalityId}`;
  if ((await api.list<Coded>('/assets', `${inMunicipality}&code=${firstAsset(plan)}`)).length === 0) {
    await api.post(`/municipalities/${municipalityId}/network-import`, {
      inp: writeInp(plan.water.network),
      placement: plan.placement,
    });
  }
  await provisionWorks(item, municipalityId, api);
  const zones = new Map((await api.list<Coded>('/zones', inMunicipality)).map(({ code, id }) => [code, id]));
  for (const district of plan.water.zones.flatMap((zone) => zone.districts)) {
    if (zones.has(district.code)) continue;
    const body = {
      municipalityId,
      code: district.code,
      name: `${plan.name} ${district.name}`,
      kind: 'dma',
      boundary: districtBoundary(plan, district.code),
    };
    zones.set(district.code, (await api.post<Coded>('/zones', body)).id);
  }
  const present = new Set((await api.list<Coded>('/sensors', inMunicipality)).map(({ code }) => code));
  const missing = devices.flatMap((device) =>
    device.sensors.filter(({ code }) => !present.has(code)).map((sensor) => ({ device, sensor })),
  );
  if (missing.length === 0) return;
  const usual = await item.usual();
  const codes = [...new Set(missing.map(({ sensor }) => sensor.assetCode))];
  const assets = new Map<string, string>();
  for (let start = 0; start < codes.length; start += 50) {
    const part = codes
      .slice(start, start + 50)
      .map(encodeURIComponent)
      .join(',');
    for (const { code, id } of await api.list<Coded>('/assets', `${inMunicipality}&code=${part}`)) assets.set(code, id);
  }
  await mapLimit(missing, parallel, async ({ device, sensor }) => {
    const channel = channelsOf(device.sensors.map(({ code }) => code)).get(sensor.code);
    const body = {
      ...sensorBody(sensor, usual.get(sensor.code) ?? { min: 0, max: 1 }, settings.intervalS),
      ...(saysChannels(identities.get(device.name)?.protocol) && { channel, channelUnit: sensor.unit }),
    };
    await api.post('/sensors', {
      municipalityId,
      deviceId: identities.get(device.name)?.id ?? null,
      assetId: assets.get(sensor.assetCode) ?? null,
      zoneId: sensor.zoneCode === null ? null : (zones.get(sensor.zoneCode) ?? null),
      ...body,
    });
  });
}

/** The works is no part of hydraulics, so the network file does not bring it; it stands beside the source. */
async function provisionWorks(
  { plan, devices }: WantedMunicipality,
  municipalityId: string,
  api: ApiClient,
): Promise<void> {
  const panel = devices.find((device) => device.sensors.some((sensor) => sensor.role === 'quality'));
  if (!panel || (await api.list<Coded>('/assets', `municipalityId=${municipalityId}&code=WORKS`)).length > 0) return;
  const { lon, lat } = panel.location;
  await api.post('/assets', {
    municipalityId,
    code: 'WORKS',
    name: `${plan.name} treatment works`,
    class: 'treatment_plant',
    geometry: { type: 'Point', coordinates: [lon, lat] },
  });
}

function firstAsset(plan: MunicipalityPlan): string {
  return plan.water.network.tanks[0]?.id ?? '';
}

function sensorBody(sensor: SensorPlan, usual: UsualSpan, intervalS: number): Record<string, unknown> {
  // Six missed readings, and at least a minute.
  const silenceMinutes = Math.max(1, intervalS / 10);
  const { thresholds, rangeMin, rangeMax, detection } = limitsFor(sensor, usual, silenceMinutes);
  const { code, name, quantity, location, unit } = sensor;
  return { code, name, quantity, displayUnit: unit, location, rangeMin, rangeMax, thresholds, intervalS, detection };
}

/** Radio time costs: these name their channels by a word, and no units. */
function saysChannels(protocol: SimulatedProtocol | undefined): boolean {
  return protocol === 'coap' || protocol === 'lorawan' || protocol === 'sms';
}
