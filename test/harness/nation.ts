import type { Caller } from './caller';

let count = 0;

/** A region with one municipality, made over the API. Codes are unique within a run. */
export async function makeMunicipality(
  admin: Caller,
  name = 'Puerto Alto',
): Promise<{ id: string; regionId: string; code: string }> {
  count += 1;
  const region = await admin.make('/regions', { code: `R${count}`, name: `Region ${count}` });
  const code = `M${count}`;
  const municipality = await admin.make('/municipalities', {
    regionId: region.id,
    code,
    name,
    timeZone: 'Atlantic/Azores',
    center: { lon: -27 + count / 100, lat: 38.6 },
  });
  return { id: municipality.id, regionId: region.id, code };
}

/** A device with its credential, and a pressure sensor that hangs on it. */
export async function makeSensor(
  admin: Caller,
  municipalityId: string,
  code: string,
  overrides: Record<string, unknown> = {},
): Promise<{ sensor: { id: string; version: number }; deviceId: string; token: string }> {
  const device = await admin.make<{ id: string; credential: { deviceId: string; token: string } }>('/devices', {
    municipalityId,
    name: `Logger of ${code}`,
    protocol: 'mqtt',
  });
  const sensor = await admin.make('/sensors', {
    municipalityId,
    code,
    name: `Pressure ${code}`,
    deviceId: device.id,
    quantity: 'pressure',
    displayUnit: 'bar',
    intervalS: 60,
    ...overrides,
  });
  return { sensor, deviceId: device.credential.deviceId, token: device.credential.token };
}
