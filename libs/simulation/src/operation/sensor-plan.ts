import { createPlacer, type LonLat } from '@app/hydraulics';
import type { MunicipalityPlan } from '../generator/nation';
import type { DistrictPlan, ZonePlan } from '../generator/plans';
import { type SimulatedProtocol, protocolOf, simulatedProtocols } from './protocols';

/** Quality parameters measured at the works. */
export type QualityParameter = 'chlorine' | 'turbidity' | 'conductivity' | 'temperature' | 'ph';

/** Where the true value of a sensor comes from. */
export type SensorSource =
  | { readonly kind: 'flow'; readonly linkIds: readonly string[] }
  | { readonly kind: 'pressure'; readonly nodeId: string }
  | { readonly kind: 'level'; readonly tankId: string }
  | { readonly kind: 'power'; readonly pumpId: string }
  | { readonly kind: 'quality'; readonly parameter: QualityParameter };

/** Quantities of simulated sensors, as the platform calls them. */
export type SimulatedQuantity = 'flow' | 'pressure' | 'level' | 'power' | QualityParameter;

/** Part of a sensor's role that decides about its limits. */
export type SensorRole =
  | 'inlet-flow'
  | 'inlet-pressure'
  | 'critical-pressure'
  | 'tank-level'
  | 'station-flow'
  | 'station-pressure'
  | 'duty-power'
  | 'assist-power'
  | 'quality';

/** A sensor of the simulated country. */
export interface SensorPlan {
  readonly code: string;
  readonly name: string;
  readonly role: SensorRole;
  readonly quantity: SimulatedQuantity;
  /** Unit in which the device sends. */
  readonly unit: string;
  /** Sent value = canonical value times this. */
  readonly perCanonical: number;
  /** Standard deviation of the instrument's noise, canonical unit. */
  readonly noise: number;
  /** Smallest step of the display, sent unit. */
  readonly resolution: number;
  readonly source: SensorSource;
  readonly location: LonLat;
  /** District to which it belongs; null for works, pumps and tanks. */
  readonly zoneCode: string | null;
  /** Asset on which it sits. */
  readonly assetCode: string;
}

/** A device with its sensors. */
export interface DevicePlan {
  readonly name: string;
  readonly protocol: SimulatedProtocol;
  readonly location: LonLat;
  readonly sensors: readonly SensorPlan[];
}

/** Which devices a municipality has. */
export interface DeviceChoice {
  /** Spoken by its devices, in turns; default: all. */
  readonly protocols?: readonly SimulatedProtocol[];
  /** At most so many; default: all that the network calls for. */
  readonly most?: number;
  /** Turn of the first device; default 0. */
  readonly firstTurn?: number;
}

type Placed = (nodeId: string) => LonLat;
type Draft = Omit<SensorPlan, 'location' | 'zoneCode'>;

/**
 * Plans the instruments of a municipality: flow and pressure at every district's inlet, pressure at its critical point, level
 * of every tank, flow, pressure and powers of every pump station, water quality at the works.
 */
export function planSensors(municipality: MunicipalityPlan, choice: DeviceChoice = {}): DevicePlan[] {
  const { protocols = simulatedProtocols, most = Number.POSITIVE_INFINITY, firstTurn = 0 } = choice;
  const { water, placement } = municipality;
  const placer = createPlacer(water.network, placement);
  const positions = new Map(
    [...water.network.junctions, ...water.network.tanks, ...water.network.reservoirs].map((node) => [
      node.id,
      node.position,
    ]),
  );
  const at: Placed = (nodeId) => {
    const { lon, lat } = placer.toLonLat(positions.get(nodeId) ?? { x: 0, y: 0 });
    return { lon: Math.round(lon * 1e6) / 1e6, lat: Math.round(lat * 1e6) / 1e6 };
  };
  const drafts = water.zones.flatMap((zone) => planZone(municipality.code, zone, at));
  return drafts
    .slice(0, most)
    .map((draft, index) => ({ ...draft, protocol: protocolOf(firstTurn + index, protocols) }));
}

type DeviceDraft = Omit<DevicePlan, 'protocol'>;

function planZone(code: string, zone: ZonePlan, at: Placed): DeviceDraft[] {
  const prefix = `${code}-Z${zone.number}`;
  const [duty, assist] = zone.pumps;
  const tankPlace = at(zone.tankId);
  const stationPlace = at(zone.dischargeNodeId);
  const station: Draft[] = [
    flow(
      `${prefix}-PS-FLOW`,
      'Pump station flow',
      'station-flow',
      [zone.dischargePipeId],
      zone.meanDemand,
      'm3/h',
      zone.dischargePipeId,
    ),
    pressure(`${prefix}-PS-PRES`, 'Pump station discharge pressure', 'station-pressure', zone.dischargeNodeId, 'bar'),
  ];
  if (duty) station.push(power(`${prefix}-PU1-POWER`, 'Duty pump power', 'duty-power', duty.id));
  if (assist) station.push(power(`${prefix}-PU2-POWER`, 'Assist pump power', 'assist-power', assist.id));
  const devices = [
    device('Pump station controller', stationPlace, null, station),
    device('Tank logger', tankPlace, null, [
      {
        code: `${prefix}-TANK-LEVEL`,
        name: 'Tank level',
        role: 'tank-level',
        quantity: 'level',
        unit: 'm',
        perCanonical: 1,
        noise: 0.004,
        resolution: 0.001,
        source: { kind: 'level', tankId: zone.tankId },
        assetCode: zone.tankId,
      },
    ]),
    ...zone.districts.flatMap((district) => planDistrict(code, district, at)),
  ];
  if (zone.number === 1)
    devices.push(
      device('Works water quality panel', at(zone.reservoirId), null, qualityDrafts(code, zone.reservoirId)),
    );
  return devices;
}

function planDistrict(code: string, district: DistrictPlan, at: Placed): DeviceDraft[] {
  const prefix = `${code}-${district.code}`;
  const even = Number(district.code.slice(1)) % 2 === 0;
  return [
    device(`${district.name} inlet logger`, at(district.inletNodeId), district.code, [
      flow(
        `${prefix}-FLOW`,
        `${district.name} inflow`,
        'inlet-flow',
        [district.inletPipeId],
        district.meanDemand,
        even ? 'L/s' : 'm3/h',
        district.inletPipeId,
      ),
      pressure(
        `${prefix}-INLET-PRES`,
        `${district.name} inlet pressure`,
        'inlet-pressure',
        district.inletNodeId,
        even ? 'kPa' : 'bar',
      ),
    ]),
    device(`${district.name} critical point logger`, at(district.criticalNodeId), district.code, [
      pressure(
        `${prefix}-CP-PRES`,
        `${district.name} critical point pressure`,
        'critical-pressure',
        district.criticalNodeId,
        even ? 'bar' : 'm[H2O]',
      ),
    ]),
  ];
}

function device(name: string, location: LonLat, zoneCode: string | null, drafts: readonly Draft[]): DeviceDraft {
  return { name, location, sensors: drafts.map((draft) => ({ ...draft, location, zoneCode })) };
}

/** Canonical units per sent unit, and the display's step. */
const sentUnits: Readonly<Record<string, { readonly perCanonical: number; readonly resolution: number }>> = {
  'm3/h': { perCanonical: 1, resolution: 0.01 },
  'L/s': { perCanonical: 1 / 3.6, resolution: 0.001 },
  kPa: { perCanonical: 1, resolution: 0.1 },
  bar: { perCanonical: 0.01, resolution: 0.001 },
  'm[H2O]': { perCanonical: 1 / 9.80665, resolution: 0.01 },
};

function sent(unit: string): { unit: string; perCanonical: number; resolution: number } {
  return { unit, ...(sentUnits[unit] as (typeof sentUnits)[string]) };
}

function flow(
  code: string,
  name: string,
  role: SensorRole,
  linkIds: string[],
  meanLitresPerS: number,
  unit: string,
  assetCode: string,
): Draft {
  return {
    code,
    name,
    role,
    quantity: 'flow',
    ...sent(unit),
    noise: meanLitresPerS * 3.6 * 0.006,
    source: { kind: 'flow', linkIds },
    assetCode,
  };
}

function pressure(code: string, name: string, role: SensorRole, nodeId: string, unit: string): Draft {
  return {
    code,
    name,
    role,
    quantity: 'pressure',
    ...sent(unit),
    noise: 1.2,
    source: { kind: 'pressure', nodeId },
    assetCode: nodeId,
  };
}

function power(code: string, name: string, role: SensorRole, pumpId: string): Draft {
  return {
    code,
    name,
    role,
    quantity: 'power',
    unit: 'kW',
    perCanonical: 1,
    noise: 0.06,
    resolution: 0.01,
    source: { kind: 'power', pumpId },
    assetCode: pumpId,
  };
}

function qualityDrafts(code: string, assetCode: string): Draft[] {
  const draft = (
    parameter: QualityParameter,
    name: string,
    unit: string,
    noise: number,
    resolution: number,
  ): Draft => ({
    code: `${code}-WTW-${parameter.toUpperCase().slice(0, 5)}`,
    name,
    role: 'quality',
    quantity: parameter,
    unit,
    perCanonical: 1,
    noise,
    resolution,
    source: { kind: 'quality', parameter },
    assetCode,
  });
  return [
    draft('chlorine', 'Free chlorine leaving works', 'mg/L', 0.006, 0.001),
    draft('turbidity', 'Turbidity leaving works', '[NTU]', 0.003, 0.001),
    draft('conductivity', 'Conductivity leaving works', 'uS/cm', 0.8, 0.1),
    draft('temperature', 'Water temperature leaving works', 'Cel', 0.02, 0.01),
    draft('ph', 'pH leaving works', '[pH]', 0.008, 0.001),
  ];
}
