import type { MunicipalityPlan } from '../generator/nation';
import type { DistrictPlan } from '../generator/plans';
import type { MunicipalityOperation } from '../operation/municipality-operation';
import { ApiError, type ApiClient, mapLimit } from './api-client';
import type { ProvisionedMunicipality } from './provision';

const parallel = 4;
/** People behind one service connection. */
const peoplePerConnection = 3.2;

interface Coded {
  readonly id: string;
  readonly code: string;
}

interface Setup {
  readonly version: number;
  readonly suggestion: Record<string, unknown>;
}

/**
 * Tells the platform which sensors measure the districts and who lives there, after the readings have been sent, so that
 * their nights can be worked out at once. A district that is set up already is left as it is.
 */
export async function provisionBalances(
  operations: readonly MunicipalityOperation[],
  municipalities: readonly ProvisionedMunicipality[],
  api: ApiClient,
  log: (line: string) => void,
): Promise<void> {
  let made = 0;
  await mapLimit(municipalities, parallel, async ({ id }, index) => {
    const operation = operations[index] as MunicipalityOperation;
    const query = `municipalityId=${id}`;
    const [zones, sensors] = await Promise.all([api.list<Coded>('/zones', query), api.list<Coded>('/sensors', query)]);
    const sensorIds = new Map(sensors.map(({ code, id: sensorId }) => [code, sensorId]));
    for (const district of operation.plan.water.zones.flatMap((zone) => zone.districts)) {
      const zone = zones.find(({ code }) => code === district.code);
      if (zone !== undefined && (await setUp(api, zone.id, operation.plan, district, sensorIds))) made += 1;
    }
  });
  if (made > 0) log(`Water balance: ${made} districts set up.`);
}

/** @returns whether it was set up now */
async function setUp(
  api: ApiClient,
  zoneId: string,
  plan: MunicipalityPlan,
  district: DistrictPlan,
  sensorIds: ReadonlyMap<string, string>,
): Promise<boolean> {
  const prefix = `${plan.code}-${district.code}`;
  const inlet = sensorIds.get(`${prefix}-FLOW`);
  if (inlet === undefined) return false;
  const setup = await standing(api, zoneId);
  if (setup === null || setup.version > 0) return false;
  const pressures = ['INLET-PRES', 'CP-PRES'].flatMap((name) => sensorIds.get(`${prefix}-${name}`) ?? []);
  const demand = plan.water.zones.reduce((sum, zone) => sum + zone.meanDemand, 0);
  const population = Math.round((plan.population * district.meanDemand) / demand);
  await api.put(
    `/zones/${zoneId}/balance-setup`,
    {
      ...setup.suggestion,
      measurements: [
        { sensorId: inlet, role: 'inlet' },
        ...pressures.map((sensorId) => ({ sensorId, role: 'pressure' })),
      ],
      population,
      connections: Math.round(population / peoplePerConnection),
    },
    setup.version,
  );
  return true;
}

/** @returns null on a platform that knows no balances */
async function standing(api: ApiClient, zoneId: string): Promise<Setup | null> {
  try {
    return await api.get<Setup>(`/zones/${zoneId}/balance-setup`);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
